import { AppError } from '../errors.js';
import { damaged } from './damage.js';

/** The methods Android knows; it reads every other one as deflated. */
export const zipMethod = { stored: 0, deflated: 8 } as const;

/** UTF-8 as Android and Apple write it; names of older tools keep their bytes as Latin-1. */
export function decodeName(raw: Buffer): string {
  const name = raw.toString('utf8');
  return name.includes('\ufffd') ? raw.toString('latin1') : name;
}

export function troubleWithMethod(name: string, method: number): AppError | null {
  const known = method === zipMethod.stored || method === zipMethod.deflated;
  return known ? null : refusedEntry(name, `uses compression method ${method}`);
}

export function refusedEntry(name: string, what: string): AppError {
  return new AppError(
    'unreadable_artifact',
    `The archive is not safe to read: ${shown(name)} ${what}.`,
  );
}

/** A name out of the archive, fit for a sentence. */
export function shown(name: string): string {
  return JSON.stringify(name.slice(0, 120));
}

/** What was thrown while the archive was read, as a refusal. */
export function asRefusal(error: unknown): never {
  throw error instanceof AppError ? error : damaged('The archive', error);
}
