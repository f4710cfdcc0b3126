import { type AppError, isAppError } from '../errors.js';
import type { CommandIo } from '../main.js';
import { ClientError } from './client-error.js';

/** Prints what a command found or did, for a program or for a person, and gives its exit status. */
export function print(
  io: Pick<CommandIo, 'out'>,
  json: boolean | undefined,
  document: unknown,
  text: string,
) {
  io.out(json ? toJson(document) : text);
  return 0;
}

export function toJson(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A refusal of the server, or what kept the command from asking it. */
export type Refused = AppError | ClientError;

export function isRefused(error: unknown): error is Refused {
  return isAppError(error) || error instanceof ClientError;
}

/** Rows as columns under a heading, each as wide as its widest cell. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows].map((row) => row.map(printable));
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => width(row[column] ?? ''))),
  );
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Text from a file or a server must not steer the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, '\ufffd');
}

/** Columns on a terminal: a Chinese character takes two. */
function width(text: string): number {
  return (
    [...text].length +
    (text.match(
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g,
    )?.length ?? 0)
  );
}
