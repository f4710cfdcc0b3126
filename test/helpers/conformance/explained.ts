import type { Inspection } from '../../../src/artifacts/artifact.js';

/** What a rule sees of one difference. */
export interface Difference {
  field: string;
  ours: unknown;
  theirs: unknown;
  inspection: Inspection;
}

interface Rule {
  why: string;
  explains(difference: Difference): boolean;
}

/** Why we may differ from a reference tool; by what is in a file, never by which file it is. */
const rules: readonly Rule[] = [
  {
    why: 'stricter: the archive has names, methods or headers that make two readers see two files',
    explains: ({ inspection }) => isRefusedFor(inspection, /^The archive is not safe to read/),
  },
  {
    why: 'aapt2 2.19 prints the lower half of a version code alone',
    explains: ({ field, ours, theirs }) =>
      field === 'apk version code' &&
      /^\d+$/.test(String(ours)) &&
      String(BigInt.asUintN(32, BigInt(String(ours)))) === theirs,
  },
  {
    why: 'the executable asks for a newer iOS than Info.plist says',
    explains: ({ field, ours, theirs }) =>
      field === 'ipa minimum iOS' &&
      String(ours).localeCompare(String(theirs), 'en', { numeric: true }) > 0,
  },
];

/** The rule that explains a difference, or null. */
export function explanationOf(difference: Difference): string | null {
  return rules.find((rule) => rule.explains(difference))?.why ?? null;
}

function isRefusedFor(inspection: Inspection, sentence: RegExp): boolean {
  return !inspection.accepted && sentence.test(inspection.refusal.detail);
}
