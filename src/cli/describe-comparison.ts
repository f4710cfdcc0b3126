import type { Inspection } from '../artifacts/artifact.js';
import type {
  ChangedText,
  Comparison,
  Difference,
  SignerRelation,
  UpgradeEffect,
} from '../artifacts/compare.js';
import type { presentArtifact } from '../artifacts/present.js';
import { type Row, rowLines, verdictLine } from './describe-build.js';
import { printable } from './output.js';

interface Judged {
  document: ReturnType<typeof presentArtifact>;
  inspection: Inspection;
}

/** What differs between two builds, as lines for a person; null where one of them was refused. */
export function describeComparison(
  older: Judged,
  newer: Judged,
  comparison: Comparison | null,
): string {
  const files: Row[] = [
    ['older', older.document.fileName, verdictLine(older.inspection)],
    ['newer', newer.document.fileName, verdictLine(newer.inspection)],
  ];
  const rows = comparison === null ? [] : comparisonRows(comparison);
  const last = comparison === null ? ['not compared: a build was refused'] : meaning(comparison);
  return `${[...rowLines([...files, ...rows]), ...last.map(printable)].join('\n')}\n`;
}

function comparisonRows(comparison: Comparison): Row[] {
  const facts = comparison.facts.filter(({ older, newer }) => older !== newer);
  const { warnings, permissions, entitlements, abis, locales, labels, isIconChanged } = comparison;
  return [
    ...facts.map(
      ({ name, older, newer }): Row => [titles[name], `${older ?? '-'} -> ${newer ?? '-'}`],
    ),
    ['signer', signers[comparison.signer]],
    ['warnings', ...signed(warnings)],
    ['permissions', ...signed(permissions)],
    ['entitlements', ...signed(entitlements), ...changed(entitlements.changed)],
    ['abis', ...signed(abis)],
    ['locales', ...signed(locales)],
    ['names', ...changed(labels)],
    ['icon', isIconChanged ? 'changed' : ''],
    ['size', ...sizeLines(comparison)],
  ];
}

const titles = {
  bundleIdentifier: 'identifier',
  version: 'version',
  versionCode: 'version code',
  displayName: 'name',
  minimumOsVersion: 'needs',
  minSdk: 'min sdk',
  targetSdk: 'target sdk',
  verdict: 'verdict',
  signerSubject: 'signed by',
  signerSha256: 'certificate',
  teamIdentifier: 'team',
  profileKind: 'profile',
  profileExpiresAt: 'expires',
} as const satisfies Record<Comparison['facts'][number]['name'], string>;

const signers: Record<SignerRelation, string> = {
  same: 'the same certificate',
  follows: 'another key, with proof of rotation',
  renewed: 'another certificate of the same team or publisher',
  unproven: 'another certificate under the same name, which no authority vouches for',
  changed: 'another signer',
};

function signed({ added, removed }: Difference): string[] {
  return [...added.map((name) => `+ ${name}`), ...removed.map((name) => `- ${name}`)];
}

function changed(texts: readonly ChangedText[]): string[] {
  return texts.map(({ name, older, newer }) => `~ ${name || 'default'}: ${older} -> ${newer}`);
}

function sizeLines({ sizes }: Comparison): string[] {
  if (sizes.length === 0) return [];
  const sum = (side: 'older' | 'newer') => sizes.reduce((total, size) => total + size[side], 0);
  const all = { part: 'all of it', older: sum('older'), newer: sum('newer') };
  return [all, ...sizes].map(({ part, older, newer }) => {
    const grown = newer - older;
    const difference = grown === 0 ? 'same' : `${grown > 0 ? '+' : ''}${grown}`;
    return `${part.padEnd(17)}${older} -> ${newer} bytes (${difference})`;
  });
}

function meaning({ isSameApp, upgrade }: Comparison): string[] {
  if (!isSameApp) return ['upgrade: none, they are not the same app'];
  if (upgrade.length === 0) return ['upgrade: installs over the older build'];
  return upgrade.map((effect) => `upgrade: ${effect}: ${effects[effect]}`);
}

const effects: Record<UpgradeEffect, string> = {
  older_version_code:
    'its version code is lower; Android refuses to go back, so everyone must uninstall first and loses their data',
  signer_changed:
    'another signer without a proof of rotation that covers the last; everyone must uninstall first and loses their data',
  team_changed: 'another Apple team; everyone must delete the app first and loses their data',
  publisher_changed:
    'another publisher; computers ask again whom to trust, some packages do not update',
  signer_unproven:
    'another certificate under the same name, which no authority vouches for; ask the developer',
  installer_changed:
    'another kind of installer; people must uninstall the older build first, or end up with both',
  profile_kind_changed:
    'another kind of profile; other devices can install it, or people must trust its developer in Settings',
  accepted_by_exception: 'it is accepted by an exception alone; devices may refuse it',
  expires_soon: 'its profile ends within 30 days; after that it opens for nobody',
  minimum_os_raised: 'devices with an older system stay on the older build',
  abis_narrowed: 'devices with other processors stay on the older build',
};
