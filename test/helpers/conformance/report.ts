import { masked } from './mask.js';

/** Gathers what was compared, and prints it: agreement per field, each difference, the totals. */
export interface Report {
  /** One field of one file. `explanation` is given for a difference that a rule explains. */
  compare(comparison: Comparison): void;
  /** A file that was looked at; `note` says what was not compared, if anything. */
  file(path: string, note?: string): void;
  lines(): string[];
  /** Differences that no rule explains. */
  readonly differences: number;
}

export interface Comparison {
  path: string;
  field: string;
  ours: unknown;
  theirs: unknown;
  /** Which rule explains a difference, or null. */
  explanation?: string | null;
  /** The value names people: only its length and a hash are printed. */
  isPrivate?: boolean;
}

interface FieldCount {
  equal: number;
  explained: number;
  different: number;
}

/** An empty report. */
export function newReport(): Report {
  const fields = new Map<string, FieldCount>();
  const explanations = new Map<string, number>();
  const notes = new Map<string, number>();
  const differences: string[] = [];
  let files = 0;
  return {
    file(_path, note) {
      files += 1;
      if (note !== undefined) notes.set(note, (notes.get(note) ?? 0) + 1);
    },
    compare({ path, field, ours, theirs, explanation = null, isPrivate = false }) {
      const count = fields.get(field) ?? { equal: 0, explained: 0, different: 0 };
      fields.set(field, count);
      if (asText(ours) === asText(theirs)) count.equal += 1;
      else if (explanation !== null) {
        count.explained += 1;
        explanations.set(explanation, (explanations.get(explanation) ?? 0) + 1);
      } else {
        count.different += 1;
        const [our, their] = [ours, theirs].map((value) => masked(asText(value), isPrivate));
        differences.push(`different  ${masked(path)}  ${field}: ours ${our}, theirs ${their}`);
      }
    },
    lines: () => [
      ...[...fields].sort().map(fieldLine),
      ...[...explanations].sort().map(([why, count]) => `explained  ${count} × ${why}`),
      ...[...notes].sort().map(([what, count]) => `not compared  ${count} × ${what}`),
      ...differences,
      totalLine(files, [...fields.values()]),
    ],
    get differences() {
      return differences.length;
    },
  };
}

/** Objects with their keys in order, so that equal things read alike. */
function asText(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}

function fieldLine([field, { equal, explained, different }]: [string, FieldCount]): string {
  const all = equal + explained + different;
  const rest = [
    ...(explained > 0 ? [`${explained} explained`] : []),
    ...(different > 0 ? [`${different} different`] : []),
  ];
  return `${field.padEnd(44)}${equal}/${all}${rest.length > 0 ? `  (${rest.join(', ')})` : ''}`;
}

function totalLine(files: number, counts: readonly FieldCount[]): string {
  const sum = (pick: (count: FieldCount) => number) =>
    counts.reduce((total, count) => total + pick(count), 0);
  const [equal, explained, different] = [
    sum((count) => count.equal),
    sum((count) => count.explained),
    sum((count) => count.different),
  ];
  return `total: ${files} files, ${equal + explained + different} comparisons: ${equal} equal, ${explained} explained, ${different} different`;
}
