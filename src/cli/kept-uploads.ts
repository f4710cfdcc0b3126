import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileFacts } from './upload-file.js';

/** Where an upload is on its server, kept for the next run of a command that was stopped. */
export interface KeptUpload {
  read(): Promise<string | undefined>;
  /** A place where nothing can be kept costs the resuming, not the upload. */
  write(id: string): Promise<void>;
  forget(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A file for each server and file, below `XDG_STATE_HOME`, or `~/.local/state`. It names the upload
 * alone, which is nothing without the API token.
 */
export function keptUpload(
  env: Environment,
  { url, app = '' }: { url: string; app: string | undefined },
  { sha256, size }: FileFacts,
): KeptUpload {
  const base = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state');
  const name = createHash('sha256').update(`${url}\n${app}\n${sha256}\n${size}`).digest('hex');
  const path = join(base, 'slipway', 'uploads', name);
  let remembered: string | undefined;
  return {
    async read() {
      if (remembered !== undefined) return remembered;
      const id = await readFile(path, 'utf8').catch(() => '');
      return /^[0-9a-f]{32}$/.test(id) ? id : undefined;
    },
    async write(id) {
      remembered = id;
      const draft = `${path}.${process.pid}`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(draft, id, { mode: 0o600 });
        await rename(draft, path);
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
    async forget() {
      remembered = undefined;
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}
