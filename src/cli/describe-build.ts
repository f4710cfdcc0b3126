import type { Inspection } from '../artifacts/artifact.js';
import type { presentArtifact } from '../artifacts/present.js';
import { printable } from './output.js';

type Document = ReturnType<typeof presentArtifact>;

/** What was read of a build file and how it was judged, as lines for a person. */
export function describeBuild(document: Document, inspection: Inspection): string {
  const rows = [...fileRows(document), ...appRows(document), ...trustRows(document)];
  const warnings = document.warnings.map(({ code, detail }) => `warning: ${code}: ${detail}`);
  const ends = [...warnings, verdictLine(inspection)].map(printable);
  return `${[...rowLines(rows), ...ends].join('\n')}\n`;
}

/** `accepted`, or the refusal. */
export function verdictLine(inspection: Inspection): string {
  return inspection.accepted
    ? 'accepted'
    : `refused: ${inspection.refusal.code}: ${inspection.refusal.detail}`;
}

/** A name and one or more values; without a value there is no row. */
export type Row = [name: string, ...values: (string | null | undefined)[]];

/** A line each value, the name before the first. */
export function rowLines(rows: readonly Row[]): string[] {
  return rows.flatMap(([name, ...values]) => {
    const shown = values.filter((value) => value).map((value) => printable(value ?? ''));
    return shown.map((value, index) => `${(index === 0 ? name : '').padEnd(15)}${value}`);
  });
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
