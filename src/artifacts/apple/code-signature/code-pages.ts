import { hash } from 'node:crypto';
import type { EntrySink } from '../entry-bytes.js';
import type { CodeDirectory } from './code-directory.js';

/** Where a slice begins in its file, and the code directories its pages must agree with. */
export interface CodePages {
  offset: number;
  directories: readonly CodeDirectory[];
}

/** Compares a slice's pages with the hashes of one code directory while the file streams by. */
export function pageSink(offset: number, directory: CodeDirectory): EntrySink {
  const { codeLimit, pageSize, pageHashes, hash: kind } = directory;
  const carry = Buffer.alloc(pageSize);
  let carried = 0;
  let page = 0;
  let isGood = true;
  const check = (bytes: Buffer): void => {
    const stored = pageHashes.subarray(page * kind.size, (page + 1) * kind.size);
    const found = hash(kind.name, bytes, 'buffer').subarray(0, kind.size);
    isGood &&= found.equals(stored);
    page += 1;
  };
  /** Bytes of the page under way; the last page of a slice is shorter. */
  const pageLength = (): number => Math.min(pageSize, codeLimit - page * pageSize);
  const take = (code: Buffer): void => {
    for (let at = 0; at < code.length; ) {
      const length = pageLength();
      if (carried === 0 && code.length - at >= length) {
        check(code.subarray(at, at + length));
        at += length;
        continue;
      }
      const copied = code.copy(carry, carried, at, at + length - carried);
      carried += copied;
      at += copied;
      if (carried < length) continue;
      check(carry.subarray(0, length));
      carried = 0;
    }
  };
  return {
    take(chunk, position) {
      const start = Math.max(0, offset - position);
      const end = Math.min(chunk.length, offset + codeLimit - position);
      if (start < end && isGood) take(chunk.subarray(start, end));
    },
    isGood: () => isGood && carried === 0 && page * kind.size === pageHashes.length,
  };
}
