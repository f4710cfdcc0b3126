import type { Readable } from 'node:stream';

/** Reads parts of a stream in the order they come, without ever holding the whole. */
export interface ForwardReader {
  /** The `length` bytes at `position`; throws a `RangeError` behind what was read or past the end. */
  read(position: number, length: number): Promise<Buffer>;
  close(): void;
}

/** Wraps a stream; the caller closes it. */
export function readForward(stream: Readable): ForwardReader {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);
  let heldAt = 0;
  const advance = async (): Promise<Buffer> => {
    const { value, done } = await chunks.next();
    if (done) throw new RangeError('the stream ends too early');
    return value;
  };
  const skipTo = async (position: number): Promise<void> => {
    while (heldAt + held.length < position) {
      heldAt += held.length;
      held = await advance();
    }
    held = held.subarray(position - heldAt);
    heldAt = position;
  };
  return {
    async read(position, length) {
      if (position < heldAt) throw new RangeError('the stream does not go back');
      await skipTo(position);
      const parts = [held];
      for (let size = held.length; size < length; ) {
        const next = await advance();
        parts.push(next);
        size += next.length;
      }
      held = Buffer.concat(parts);
      return held.subarray(0, length);
    },
    close: () => {
      stream.destroy();
    },
  };
}
