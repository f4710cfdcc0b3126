import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const most = 256;

/**
 * SHA-256 of uploads that are under way, as far as their bytes went through this process: what came
 * in one sitting is not read again. It may forget any of them; then the file is read.
 */
export interface RunningHashes {
  /** Of the bytes before `offset`, and it is the caller's now; undefined where that is not known. */
  take(key: string, offset: number): Hash | undefined;
  keep(key: string, offset: number, hash: Hash): void;
}

export function createRunningHashes(): RunningHashes {
  const kept = new Map<string, { offset: number; hash: Hash }>();
  return {
    take(key, offset) {
      if (offset === 0) return createHash('sha256');
      const found = kept.get(key);
      kept.delete(key);
      return found?.offset === offset ? found.hash : undefined;
    },
    keep(key, offset, hash) {
      kept.delete(key);
      kept.set(key, { offset, hash });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/** Lower-case hex, read from the file. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
