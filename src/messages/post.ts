import { AppError } from '../errors.js';

const longestAnswer = 64 * 1024;

/**
 * Posts to a gateway and gives its answer's text. Redirects are not followed. Throws
 * `message_undeliverable` for a status that is not 2xx; the answer itself may hold the number, so
 * that it is in no error.
 */
export async function post(
  url: string,
  request: { headers: Record<string, string>; body: string },
  signal: AbortSignal,
): Promise<string> {
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...request });
  const text = await readAnswer(answer);
  if (answer.ok) return text;
  throw new AppError('message_undeliverable', `The gateway answered ${answer.status}.`);
}

async function readAnswer(answer: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > longestAnswer) {
      throw new AppError('message_undeliverable', 'The gateway answered too much.');
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** A member of an answer in JSON, by its path; undefined where there is none. */
export function member(text: string, ...path: (string | number)[]): unknown {
  try {
    let value: unknown = JSON.parse(text);
    for (const name of path) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = (value as Record<string | number, unknown>)[name];
    }
    return value;
  } catch {
    return undefined;
  }
}

/** What a gateway called its refusal, if that is a plain word: `LimitExceeded`, `isv.BUSINESS_LIMIT_CONTROL`. */
export function refusalWord(code: unknown): string {
  return typeof code === 'string' && /^[\w.]{1,80}$/.test(code) ? code : 'no code';
}
