/** Tells whether one UTF-16 unit matches. */
export type Letter = (code: number) => boolean;

export type PatternNode =
  | { kind: 'letter'; test: Letter }
  | { kind: 'begin' }
  | { kind: 'end' }
  | { kind: 'sequence'; parts: PatternNode[] }
  | { kind: 'choice'; parts: PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; atLeastOnce: boolean; oftener: boolean };

/**
 * Takes a POSIX extended regular expression apart. Throws a `SyntaxError` on what is not known here:
 * counted repeats, named classes, escaped letters.
 */
export function parsePattern(pattern: string): PatternNode {
  const parser = new Parser(pattern);
  const whole = parser.choice();
  if (!parser.isDone()) throw new SyntaxError('a group is closed that was not opened');
  return whole;
}

class Parser {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  isDone(): boolean {
    return this.#at >= this.#pattern.length;
  }

  choice(): PatternNode {
    const parts = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at += 1;
      parts.push(this.#sequence());
    }
    return { kind: 'choice', parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.isDone() && !'|)'.includes(this.#peek())) parts.push(this.#repeat());
    return { kind: 'sequence', parts };
  }

  #repeat(): PatternNode {
    const part = this.#atom();
    if (this.isDone() || !'*+?{'.includes(this.#peek())) return part;
    const sign = this.#take();
    if (sign === '{' || (!this.isDone() && '*+?{'.includes(this.#peek()))) {
      throw new SyntaxError('an unknown repeat');
    }
    return { kind: 'repeat', part, atLeastOnce: sign === '+', oftener: sign !== '?' };
  }

  #atom(): PatternNode {
    const sign = this.#take();
    if (sign === '(') return this.#group();
    if (sign === '[') return this.#set();
    if (sign === '\\') return this.#escaped();
    if (sign === '^') return { kind: 'begin' };
    if (sign === '$') return { kind: 'end' };
    if (sign === '.') return { kind: 'letter', test: () => true };
    if ('*+?{'.includes(sign)) throw new SyntaxError('a repeat of nothing');
    return letter(sign);
  }

  #group(): PatternNode {
    const inside = this.choice();
    if (this.#take() !== ')') throw new SyntaxError('a group is left open');
    return inside;
  }

  #escaped(): PatternNode {
    const sign = this.#take();
    if (/[A-Za-z0-9]/.test(sign)) throw new SyntaxError('an unknown escape');
    return letter(sign);
  }

  #set(): PatternNode {
    const isNegated = this.#peek() === '^';
    const end = this.#pattern.indexOf(']', this.#at + (isNegated ? 2 : 1));
    const inside = this.#pattern.slice(this.#at + (isNegated ? 1 : 0), end);
    if (end < 0 || /[[\\]/.test(inside)) throw new SyntaxError('an unknown set');
    this.#at = end + 1;
    const ranges = rangesOf(inside);
    const isIn: Letter = (code) => ranges.some(([from, to]) => code >= from && code <= to);
    return { kind: 'letter', test: (code) => isIn(code) !== isNegated };
  }

  #peek(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #take(): string {
    if (this.isDone()) throw new SyntaxError('the pattern ends too early');
    this.#at += 1;
    return this.#pattern[this.#at - 1] ?? '';
  }
}

function letter(sign: string): PatternNode {
  const wanted = sign.charCodeAt(0);
  return { kind: 'letter', test: (code) => code === wanted };
}

function rangesOf(inside: string): [number, number][] {
  const ranges: [number, number][] = [];
  for (let at = 0; at < inside.length; at += 1) {
    const isRange = inside[at + 1] === '-' && at + 2 < inside.length;
    ranges.push([inside.charCodeAt(at), inside.charCodeAt(isRange ? at + 2 : at)]);
    if (isRange) at += 2;
  }
  return ranges;
}
