import type { Warning } from '../../artifacts/artifact.js';
import type { ChangedText, Comparison, Difference, FactName } from '../../artifacts/compare.js';
import type { Build } from '../../builds/model.js';
import type { ComparePage, DifferenceGroup, DifferenceLine } from './compare-data.js';
import { groupedHash } from './passport.js';
import { profileKind } from './publishing.js';
import type { Words } from './words.js';

type Rows = Pick<ComparePage, 'signer' | 'facts' | 'differences' | 'unchanged' | 'sizes'>;

/** What a comparison found, in words. */
export function compareRows(
  older: Build,
  newer: Build,
  comparison: Comparison,
  words: Words,
): Rows {
  const groups = differenceGroups(comparison, words);
  const isThere = ({ name }: Group) => hasAny(name, older) || hasAny(name, newer);
  return {
    signer: words.t(`console.compare.signer.${comparison.signer}`),
    facts: comparison.facts.map((fact) => ({
      term: words.t(`console.compare.fact.${fact.name}`),
      older: factText(fact.name, fact.older, older, words),
      newer: factText(fact.name, fact.newer, newer, words),
      isChanged: fact.older !== fact.newer,
      code: codes.has(fact.name),
    })),
    differences: groups.filter(({ lines }) => lines.length > 0),
    unchanged: groups
      .filter((group) => group.lines.length === 0 && isThere(group))
      .map(({ title }) => title),
    sizes: sizeRows(comparison, words),
  };
}

const codes: ReadonlySet<FactName> = new Set(['bundleIdentifier', 'signerSha256']);

function factText(name: FactName, value: string | null, build: Build, words: Words): string {
  if (value === null) return '–';
  if (name === 'verdict') return words.verdict(build.verdict).text;
  if (name === 'profileKind') return profileKind(build, words);
  if (name === 'profileExpiresAt') return words.day(value);
  return name === 'signerSha256' ? groupedHash(value) : value;
}

/** Whether a build has anything of the kind. */
function hasAny(name: GroupName, { artifact }: Build): boolean {
  if (name === 'entitlements') return Object.keys(artifact.entitlements ?? {}).length > 0;
  if (name === 'languages') return Object.keys(artifact.labels).length > 1;
  if (name === 'permissions' || name === 'abis' || name === 'warnings')
    return artifact[name].length > 0;
  return true;
}

interface Group extends DifferenceGroup {
  name: GroupName;
}

function differenceGroups(comparison: Comparison, words: Words): Group[] {
  const { warnings, permissions, entitlements, abis, locales, labels, isIconChanged } = comparison;
  const icon = words.t('console.compare.icon.changed');
  const group = (name: GroupName, lines: DifferenceLine[]): Group => ({
    name,
    title: words.t(`console.compare.${name}`),
    lines,
  });
  return [
    group('warnings', lines(inWords(warnings, words), words)),
    group('permissions', lines(permissions, words)),
    group('entitlements', [
      ...lines(entitlements, words),
      ...changedLines(entitlements.changed, words),
    ]),
    group('abis', lines(abis, words)),
    group('languages', lines(locales, words)),
    group('names', changedLines(labels, words)),
    ...(isIconChanged === null
      ? []
      : [group('icon', isIconChanged ? [line('changed', icon, words)] : [])]),
  ];
}

type GroupName =
  | 'warnings'
  | 'permissions'
  | 'entitlements'
  | 'abis'
  | 'languages'
  | 'names'
  | 'icon';

function inWords({ added, removed }: Difference, words: Words): Difference {
  const text = (code: string) => words.t(`console.warning.${code as Warning['code']}`);
  return { added: added.map(text), removed: removed.map(text) };
}

function lines({ added, removed }: Difference, words: Words): DifferenceLine[] {
  return [
    ...added.map((name) => line('added', name, words)),
    ...removed.map((name) => line('removed', name, words)),
  ];
}

function changedLines(texts: readonly ChangedText[], words: Words): DifferenceLine[] {
  return texts.map(({ name, older, newer }) => ({
    ...line('changed', name || words.t('console.build.default-language'), words),
    values: { older, newer },
  }));
}

const tones = { added: 'warn', removed: 'quiet', changed: 'warn' } as const;

function line(how: keyof typeof tones, text: string, words: Words): DifferenceLine {
  return {
    chip: { text: words.t(`console.compare.${how}`), tone: tones[how] },
    text,
    values: null,
  };
}

function sizeRows({ sizes }: Comparison, words: Words): ComparePage['sizes'] {
  if (sizes.length === 0) return [];
  const sum = (side: 'older' | 'newer') => sizes.reduce((total, size) => total + size[side], 0);
  const row = (part: string, older: number, newer: number, isTotal: boolean) => ({
    part,
    older: sizeText(older, words),
    newer: sizeText(newer, words),
    grown: grownText(newer - older, words),
    isTotal,
  });
  return [
    ...sizes.map(({ part, older, newer }) =>
      row(words.t(`console.part.${part}`), older, newer, false),
    ),
    row(words.t('console.compare.size.total'), sum('older'), sum('newer'), true),
  ];
}

function grownText(bytes: number, words: Words): string {
  if (bytes === 0) return words.t('console.compare.size.same');
  const grown = Math.abs(bytes);
  return `${bytes > 0 ? '+' : '−'}${sizeText(grown, words)}`;
}

function sizeText(bytes: number, words: Words): string {
  return bytes < 1000 ? `${bytes} B` : words.size(bytes);
}
