export const apfsBlockSize = 4096;

const modulus = 0xffffffff;

/** Puts Fletcher's checksum in front of a block that was filled. */
export function block(bytes: Buffer): Buffer {
  let [low, high] = [0, 0];
  for (let at = 8; at < bytes.length; at += 4) {
    low = (low + bytes.readUInt32LE(at)) % modulus;
    high = (high + low) % modulus;
  }
  const first = modulus - ((low + high) % modulus);
  bytes.writeUInt32LE(first, 0);
  bytes.writeUInt32LE(modulus - ((low + first) % modulus), 4);
  return bytes;
}

/** An empty block with the header of an object: number, transaction, kind. */
export function objectBlock(
  number: bigint,
  transaction: bigint,
  type: number,
  subtype = 0,
): Buffer {
  const bytes = Buffer.alloc(apfsBlockSize);
  bytes.writeBigUInt64LE(number, 8);
  bytes.writeBigUInt64LE(transaction, 16);
  bytes.writeUInt32LE(type >>> 0, 24);
  bytes.writeUInt32LE(subtype, 28);
  return bytes;
}
