import type { CommandIo } from '../main.js';

/** Prints what a command did, for a program or for a person, and gives its exit status. */
export function report(io: CommandIo, json: boolean | undefined, document: unknown, text: string) {
  io.out(json ? `${JSON.stringify(document, null, 2)}\n` : text);
  return 0;
}
