import { randomInt, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const lifeMs = 30 * 60 * 1000;
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

function setupCodePath(storageDir: string): string {
  return join(storageDir, 'setup-code');
}

/** A fresh one-time code that lets whoever can read this machine make the first administrator. */
export async function writeSetupCode(storageDir: string): Promise<string> {
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const code = letters.replace(/(.{4})(?=.)/g, '$1-');
  const path = setupCodePath(storageDir);
  await rm(path, { force: true });
  await writeFile(path, `${code}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return code;
}

/** Whether `code` is the one in force: the last written, at most half an hour old. */
export async function isSetupCode(storageDir: string, code: string, now: Date): Promise<boolean> {
  const path = setupCodePath(storageDir);
  try {
    if (now.getTime() - (await stat(path)).mtimeMs > lifeMs) return false;
    const expected = Buffer.from(plain(await readFile(path, 'utf8')));
    const given = Buffer.from(plain(code));
    return expected.length === given.length && timingSafeEqual(expected, given);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

export async function removeSetupCode(storageDir: string): Promise<void> {
  await rm(setupCodePath(storageDir), { force: true });
}

/** Typed with or without dashes, in any case. */
function plain(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
