import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.js';
import type { Command, CommandIo } from '../../main.js';
import { type BuildJson, type ReleaseJson, releaseLine, versionText } from '../api.js';
import { type Client, createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { isRefused, print, printable, toJson } from '../output.js';
import { uploadProgress } from '../progress.js';
import { terminalQrCode } from '../qr-code.js';
import { uploadResumably } from '../resumable-upload.js';
import { publishing } from './publish.js';

const options = {
  app: { type: 'string' },
  channel: { type: 'string' },
  notes: { type: 'string' },
  publish: { type: 'boolean' },
  confirm: { type: 'string', multiple: true },
  ca: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `slipway upload`: one build after the other; a refused one does not stop the rest. */
export const uploadCommand: Command = {
  usage: `Usage: slipway upload FILE … [--app SLUG] [--publish] [--channel NAME] [--notes TEXT]
                      [--confirm REASON …] [--ca FILE] [--json]

Sends builds to the server, which judges and keeps them; the same bytes again are the same build and
are not sent again. An upload that is cut off goes on where it stopped, also in the next run.
  --app SLUG         the app a new bundle identifier belongs to; made when it is not there
  --publish          publish each build at once
  --channel NAME     on this channel instead of production
  --notes TEXT       what people read of the release
  --confirm REASON   publish in spite of this reason; may be repeated
  --json             the build as one JSON document, of several files a list of them
`,
  async run(args, io) {
    const { values, positionals: files } = parseArgs({ args, options, allowPositionals: true });
    if (files.length === 0) throw new UsageError('needs a file');
    if (!values.publish && (values.channel || values.notes || values.confirm)) {
      throw new UsageError('--channel, --notes and --confirm go with --publish');
    }
    const client = await createClient(await findCredentials(io.env, values.ca));
    const [file = '', ...others] = files;
    if (others.length > 0) return sendAll(client, files, values, io);
    const { document, text } = await sendOne(client, file, values, io);
    return print(io, values.json, document, text);
  },
};

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

async function sendAll(
  client: Client,
  files: readonly string[],
  values: Values,
  io: CommandIo,
): Promise<number> {
  const documents: unknown[] = [];
  let status = 0;
  for (const file of files) {
    try {
      const { document, text } = await sendOne(client, file, values, io);
      documents.push(document);
      if (!values.json) io.out(text);
    } catch (error) {
      if (!isRefused(error)) throw error;
      status = 1;
      const { code, message, details } = error;
      documents.push({ ...details, fileName: basename(file), code, detail: message });
      io.err(`${printable(`${file}: ${code}: ${message}`)}\n`);
    }
  }
  if (values.json) io.out(toJson(documents));
  return status;
}

async function sendOne(client: Client, file: string, values: Values, io: CommandIo) {
  const progress = uploadProgress(io, basename(file), values.json === true);
  const sent = { path: file, app: values.app, env: io.env };
  const build = await uploadResumably(client, sent, progress).finally(progress.end);
  const text = buildText(build);
  if (io.watched && !values.json) io.err(await terminalQrCode(build.page));
  if (!values.publish) return { document: build, text };
  const release = await client.post<ReleaseJson>('/releases', publishing(build.id, values));
  return { document: { ...build, release }, text: text + releaseLine(release) };
}

function buildText(build: BuildJson): string {
  const { id, app, platform, verification, warnings, page } = build;
  const line = `build ${id}: ${app} for ${platform} ${versionText(build)}, ${verification.verdict}`;
  const lines = [line, ...warnings.map(({ code, detail }) => `warning: ${code}: ${detail}`), page];
  return `${lines.map(printable).join('\n')}\n`;
}
