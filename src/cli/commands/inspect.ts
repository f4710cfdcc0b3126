import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { compareArtifacts } from '../../artifacts/compare.js';
import { fileDigest } from '../../artifacts/digest.js';
import { inspect } from '../../artifacts/inspect.js';
import { isTolerable, tolerableCodes } from '../../artifacts/policy.js';
import { presentArtifact } from '../../artifacts/present.js';
import { UsageError } from '../../errors.js';
import type { Command, CommandIo } from '../../main.js';
import { ClientError } from '../client-error.js';
import { describeBuild } from '../describe-build.js';
import { describeComparison } from '../describe-comparison.js';
import { print } from '../output.js';

type Io = Pick<CommandIo, 'out' | 'err' | 'env'>;

/** `slipway inspect`. */
export const inspectCommand: Command<Io> = {
  usage: `Usage: slipway inspect FILE [NEWER-FILE] [--at DATE] [--tolerate CODE ...] [--json]

Judges and reads one build file, without a server; or two, and compares them: what differs, and
what the update from the first to the second would mean to who holds the first.
  --at DATE         as of that day, for builds whose profile has ended
  --tolerate CODE   let it warn and not refuse, as for an app with an exception; one of
                    ${tolerableCodes.join(', ')}
  --json            one JSON document, with the fields of the REST API; of two files
                    {"older", "newer", "comparison"}
APPLE_ANCHORS names a PEM file of roots accepted beside Apple's.
`,
  run: inspectBuild,
};

/** Exit status 0 accepted, 1 refused; then everything that was read is printed all the same. */
async function inspectBuild(args: string[], io: Io): Promise<number> {
  const { paths, json, ...options } = readArguments(args);
  const judged: Judged[] = [];
  for (const path of paths) {
    const build = await judge(path, options, io).catch((cause: Error) => {
      throw new ClientError('file_unreadable', cause.message, cause);
    });
    judged.push(build);
  }
  const [first, second] = judged;
  if (first !== undefined && second === undefined) {
    print(io, json, first.document, describeBuild(first.document, first.inspection));
  } else if (first !== undefined && second !== undefined) {
    printComparison(io, json, first, second);
  }
  return judged.every(({ inspection }) => inspection.accepted) ? 0 : 1;
}

/** What was refused may lack anything, so that only accepted builds are compared. */
function printComparison(io: Io, json: boolean, older: Judged, newer: Judged): void {
  const comparison =
    older.inspection.accepted && newer.inspection.accepted
      ? compareArtifacts(older.inspection.artifact, newer.inspection.artifact)
      : null;
  const document = { older: older.document, newer: newer.document, comparison };
  print(io, json, document, describeComparison(older, newer, comparison));
}

/** How the file is judged. */
interface Judging {
  now: Date;
  tolerate: readonly string[];
}

function readArguments(args: string[]): Judging & { paths: string[]; json: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      tolerate: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
  });
  const now = values.at === undefined ? new Date() : new Date(values.at);
  const { tolerate = [] } = values;
  const intolerable = tolerate.find((code) => !isTolerable(code));
  const isRight = positionals.length === 1 || positionals.length === 2;
  if (!isRight) throw new UsageError('needs one file, or two to compare');
  if (Number.isNaN(now.getTime())) throw new UsageError('--at takes a date, such as 2026-03-31');
  if (intolerable !== undefined) {
    throw new UsageError(`--tolerate takes one of ${tolerableCodes.join(', ')}`);
  }
  return { paths: positionals, now, tolerate, json: values.json === true };
}

type Judged = Awaited<ReturnType<typeof judge>>;

async function judge(path: string, options: Judging, io: Io) {
  const fileName = basename(path);
  const file = { ...(await fileDigest(path)), fileName };
  const inspection = await inspect(path, {
    ...options,
    fileName,
    anchors: await readAnchorFile(io),
  });
  return { inspection, document: presentArtifact(inspection.artifact, file) };
}

async function readAnchorFile(io: Io): Promise<string[]> {
  const path = io.env.APPLE_ANCHORS;
  return path ? [await readFile(path, 'utf8')] : [];
}
