import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Inspection } from '../../artifacts/artifact.js';
import { fileDigest } from '../../artifacts/digest.js';
import { inspect } from '../../artifacts/inspect.js';
import { presentArtifact } from '../../artifacts/present.js';

/** What a command may touch of the world. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
}

const usage = 'usage: slipway inspect FILE [--at DATE] [--json]\n';

/**
 * `slipway inspect FILE [--at DATE] [--json]`: judges and reads one build file without a server.
 * Exit status 0 accepted, 1 refused (with everything that was read), 2 wrong usage. `APPLE_ANCHORS`
 * names a PEM file of roots accepted beside Apple's.
 */
export async function inspectCommand(args: string[], io: CommandIo): Promise<number> {
  const wanted = readArguments(args);
  if (wanted === null) {
    io.err(usage);
    return 2;
  }
  try {
    const { path, now, json } = wanted;
    const fileName = basename(path);
    const file = { ...(await fileDigest(path)), fileName };
    const inspection = await inspect(path, { fileName, now, anchors: await readAnchorFile(io) });
    const document = presentArtifact(inspection.artifact, file);
    io.out(json ? `${JSON.stringify(document, null, 2)}\n` : describe(document, inspection));
    return inspection.accepted ? 0 : 1;
  } catch (error) {
    io.err(`slipway: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function readArguments(args: string[]): { path: string; now: Date; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { at: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [path, ...others] = positionals;
    const now = values.at === undefined ? new Date() : new Date(values.at);
    if (path === undefined || others.length > 0 || Number.isNaN(now.getTime())) return null;
    return { path, now, json: values.json === true };
  } catch {
    return null;
  }
}

async function readAnchorFile(io: CommandIo): Promise<string[]> {
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

/** Text out of a file must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, '\ufffd');
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
