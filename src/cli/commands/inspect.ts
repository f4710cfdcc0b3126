import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Inspection } from '../../artifacts/artifact.js';
import { fileDigest } from '../../artifacts/digest.js';
import { inspect } from '../../artifacts/inspect.js';
import { isTolerable, tolerableCodes } from '../../artifacts/policy.js';
import { presentArtifact } from '../../artifacts/present.js';
import { UsageError } from '../../errors.js';
import type { Command, CommandIo } from '../../main.js';
import { ClientError } from '../client-error.js';
import { print, printable } from '../output.js';

type Io = Pick<CommandIo, 'out' | 'err' | 'env'>;

/** `slipway inspect`. */
export const inspectCommand: Command<Io> = {
  usage: `Usage: slipway inspect FILE [--at DATE] [--tolerate CODE ...] [--json]

Judges and reads one build file, without a server.
  --at DATE         as of that day, for builds whose profile has ended
  --tolerate CODE   let it warn and not refuse, as for an app with an exception; one of
                    ${tolerableCodes.join(', ')}
  --json            one JSON document, with the fields of the REST API
APPLE_ANCHORS names a PEM file of roots accepted beside Apple's.
`,
  run: inspectBuild,
};

/** Exit status 0 accepted, 1 refused; then everything that was read is printed all the same. */
async function inspectBuild(args: string[], io: Io): Promise<number> {
  const { path, json, ...options } = readArguments(args);
  const { document, inspection } = await judge(path, options, io).catch((cause: Error) => {
    throw new ClientError('file_unreadable', cause.message, cause);
  });
  print(io, json, document, describe(document, inspection));
  return inspection.accepted ? 0 : 1;
}

/** How the file is judged. */
interface Judging {
  now: Date;
  tolerate: readonly string[];
}

function readArguments(args: string[]): Judging & { path: string; json: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      tolerate: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
  });
  const [path, ...others] = positionals;
  const now = values.at === undefined ? new Date() : new Date(values.at);
  const { tolerate = [] } = values;
  const intolerable = tolerate.find((code) => !isTolerable(code));
  if (path === undefined || others.length > 0) throw new UsageError('needs one file');
  if (Number.isNaN(now.getTime())) throw new UsageError('--at takes a date, such as 2026-03-31');
  if (intolerable !== undefined) {
    throw new UsageError(`--tolerate takes one of ${tolerableCodes.join(', ')}`);
  }
  return { path, now, tolerate, json: values.json === true };
}

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

type Document = ReturnType<typeof presentArtifact>;

function describe(document: Document, inspection: Inspection): string {
  const rows = [...fileRows(document), ...appRows(document), ...trustRows(document)];
  const warnings = document.warnings.map(({ code, detail }) => `warning: ${code}: ${detail}`);
  const verdict = inspection.accepted
    ? 'accepted'
    : `refused: ${inspection.refusal.code}: ${inspection.refusal.detail}`;
  return `${[...rows.flatMap(rowLines), ...[...warnings, verdict].map(printable)].join('\n')}\n`;
}

/** A name and one or more values; without a value there is no row. */
type Row = [name: string, ...values: (string | null | undefined)[]];

function rowLines([name, ...values]: Row): string[] {
  const shown = values.filter((value) => value).map((value) => printable(value ?? ''));
  return shown.map((value, index) => `${(index === 0 ? name : '').padEnd(15)}${value}`);
}

function fileRows({ fileName, size, sha256 }: Document): Row[] {
  return [
    ['file', fileName],
    ['size', `${size} bytes`],
    ['sha-256', sha256],
  ];
}

function appRows(document: Document): Row[] {
  const { icon, labels, permissions, abis, minSdk, targetSdk } = document;
  const locales = Object.keys(labels).filter((locale) => locale !== '');
  return [
    ['platform', document.platform],
    ['identifier', document.bundleIdentifier],
    ['name', document.displayName],
    ['version', document.versionCode && `${document.version} (${document.versionCode})`],
    ['needs', document.minimumOsVersion && `${document.minimumOsVersion} or later`],
    ['sdk', (minSdk || targetSdk) && `min ${minSdk ?? '-'}, target ${targetSdk ?? '-'}`],
    ['locales', locales.join(' ')],
    ['abis', abis.join(' ')],
    ['permissions', ...permissions],
    ['icon', icon && `${icon.type} ${icon.width} x ${icon.height}`],
  ];
}

function trustRows({ provisioningProfile, signerCertificate, verification }: Document): Row[] {
  const schemes = verification.schemes.map(
    ({ scheme, verified }) => `${scheme} ${verified ? 'holds' : 'fails'}`,
  );
  const from = verification.androidVersions?.from;
  return [
    ...profileRows(provisioningProfile),
    ['signed by', signerCertificate?.subject],
    ['certificate', signerCertificate?.sha256],
    ['signatures', schemes.join(', ')],
    ['verdict', verification.verdict + (from === undefined ? '' : `, from API ${from}`)],
    ['not checked', verification.notChecked.join(', ')],
  ];
}

function profileRows(profile: Document['provisioningProfile']): Row[] {
  if (profile === null) return [];
  const { kind, name, expiresAt, teamName, teamIdentifier, deviceCount } = profile;
  const devices = kind === 'enterprise' ? 'all devices' : `${deviceCount} devices`;
  return [
    ['profile', `${kind}, ${name}`],
    ['expires', expiresAt],
    ['team', `${teamName} (${teamIdentifier}), ${devices}`],
  ];
}
