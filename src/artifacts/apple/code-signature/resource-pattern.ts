import { type Letter, type PatternNode, parsePattern } from './pattern-syntax.js';

/** Tells whether a path holds a match. */
export type PathTest = (path: string) => boolean;

const maxLength = 256;

/**
 * Compiles one rule pattern of a `CodeResources` file: a POSIX extended regular expression, searched
 * for anywhere in the path. Patterns come out of builds, so they never reach the `RegExp` engine,
 * which can be kept busy for ever; all alternatives are followed at once (Thompson's construction),
 * in time of path length times pattern length. Null where the pattern uses what is not known here.
 */
export function compilePattern(pattern: string): PathTest | null {
  if (pattern.length > maxLength) return null;
  try {
    const states = buildStates(parsePattern(pattern));
    return (path) => search(states, path);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type State =
  | { kind: 'letter'; test: Letter; next: number }
  | { kind: 'begin' | 'end'; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'match' };

/** State 0 is the match; the last one is the beginning. */
function buildStates(root: PatternNode): State[] {
  const states: State[] = [{ kind: 'match' }];
  const start = addNode(states, root, 0);
  states.push({ kind: 'split', next: [start] });
  return states;
}

/** Adds the states of a node that leads on to state `next`; gives the node's first state. */
function addNode(states: State[], node: PatternNode, next: number): number {
  const add = (state: State): number => states.push(state) - 1;
  switch (node.kind) {
    case 'letter':
      return add({ kind: 'letter', test: node.test, next });
    case 'begin':
    case 'end':
      return add({ kind: node.kind, next });
    case 'sequence':
      return node.parts.reduceRight((after, part) => addNode(states, part, after), next);
    case 'choice':
      return add({ kind: 'split', next: node.parts.map((part) => addNode(states, part, next)) });
    case 'repeat': {
      const ways = [next];
      const split = add({ kind: 'split', next: ways });
      const part = addNode(states, node.part, node.oftener ? split : next);
      ways.push(part);
      return node.atLeastOnce ? part : split;
    }
  }
}

function search(states: readonly State[], path: string): boolean {
  let current = new Set<number>();
  for (let at = 0; at <= path.length; at += 1) {
    enter(states, current, states.length - 1, { at, end: path.length });
    if (current.has(0)) return true;
    const following = new Set<number>();
    for (const index of current) {
      const state = states[index];
      if (state?.kind !== 'letter' || !state.test(path.charCodeAt(at))) continue;
      enter(states, following, state.next, { at: at + 1, end: path.length });
    }
    current = following;
  }
  return false;
}

/** Adds a state and all that is reached from it without a letter. */
function enter(
  states: readonly State[],
  into: Set<number>,
  first: number,
  { at, end }: { at: number; end: number },
): void {
  const open = [first];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (into.has(index)) continue;
    into.add(index);
    const state = states[index];
    if (state?.kind === 'split') open.push(...state.next);
    if (state?.kind === 'begin' && at === 0) open.push(state.next);
    if (state?.kind === 'end' && at === end) open.push(state.next);
  }
}
