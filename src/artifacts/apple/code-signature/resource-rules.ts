import { isDictionary } from '../property-list.js';
import { compilePattern, type PathTest } from './resource-pattern.js';

/** One rule of a seal: which files it covers, and whether it leaves them out. */
export interface ResourceRule {
  matches: PathTest;
  isOmitting: boolean;
  weight: number;
}

const maxRules = 64;

/**
 * Reads the rules of a seal (`rules2`, or `rules` in old ones). A pattern that is not understood
 * matches everything if it makes files be sealed and nothing if it leaves them out: in doubt a file
 * has to be sealed. Throws a `RangeError` where these are no rules.
 */
export function readResourceRules(value: unknown): ResourceRule[] {
  if (!isDictionary(value)) throw new RangeError('no rules');
  const entries = Object.entries(value);
  if (entries.length > maxRules) throw new RangeError('too many rules');
  return entries.map(([pattern, rule]) => {
    const keys = isDictionary(rule) ? rule : null;
    const isOmitting = rule === false || keys?.omit === true;
    const weight = typeof keys?.weight === 'number' ? keys.weight : 1;
    return { matches: compilePattern(pattern) ?? (() => !isOmitting), isOmitting, weight };
  });
}

/**
 * Whether these rules demand that a file is sealed: the heaviest rule that covers it decides. Between
 * rules of one weight the one that leaves it out does, as in Apple's own seals of 2016, where the
 * weight of `^` is that of `^Info\\.plist$`.
 */
export function mustBeSealed(rules: readonly ResourceRule[], path: string): boolean {
  const covering = rules.filter(({ matches }) => matches(path));
  const heaviest = Math.max(...covering.map(({ weight }) => weight));
  return (
    covering.length > 0 &&
    !covering.some(({ isOmitting, weight }) => weight === heaviest && isOmitting)
  );
}
