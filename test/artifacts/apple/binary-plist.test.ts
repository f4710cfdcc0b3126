import test from 'ava';
import { parseBinary } from 'plist';
import { type PlistValue, readBinaryPlist } from '../../../src/artifacts/apple/binary-plist.js';
import { writeBinaryPlist } from '../../helpers/artifacts/plist-binary.js';

const sample = {
  text: 'Campus',
  wide: '校园通',
  small: 7,
  large: 3_000_000_000,
  negative: -5,
  real: 1.5,
  yes: true,
  no: false,
  when: new Date('2026-01-02T03:04:05Z'),
  list: ['a', 'b', ['c']],
  many: Array.from({ length: 40 }, (_, index) => `item ${index}`),
  nested: { key: { deeper: 'value' } },
};

test('values of every kind are read as plist reads them', (t) => {
  const bytes = writeBinaryPlist(sample);
  t.is(JSON.stringify(readBinaryPlist(bytes)), JSON.stringify(parseBinary(bytes)));
});

/** A list of `levels` arrays, each of which holds the next one ten times. */
function bomb(levels: number): Buffer {
  const objects = Array.from({ length: levels }, (_, level) =>
    Buffer.from([0xaa, ...Array.from({ length: 10 }, () => level + 1)]),
  );
  return assemble([...objects, Buffer.from([0x51, 0x78])]);
}

function assemble(objects: Buffer[], top = 0): Buffer {
  const offsets: number[] = [];
  let offset = 8;
  for (const object of objects) {
    offsets.push(offset);
    offset += object.length;
  }
  const trailer = Buffer.alloc(32);
  trailer.set([1, 1], 6);
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(top), 16);
  trailer.writeBigUInt64BE(BigInt(offset), 24);
  return Buffer.concat([Buffer.from('bplist00'), ...objects, Buffer.from(offsets), trailer]);
}

test('data are bytes', (t) => {
  const value = readBinaryPlist(writeBinaryPlist({ data: new Uint8Array([1, 2, 3]) }));
  t.deepEqual(Object.entries(value ?? {}), [['data', Buffer.from([1, 2, 3])]]);
});

test('shared references that unfold for ever are refused at once', (t) => {
  t.notThrows(() => readBinaryPlist(bomb(2)));
  const start = performance.now();
  t.throws(() => readBinaryPlist(bomb(12)), { instanceOf: RangeError });
  t.true(performance.now() - start < 2000);
});

test('a long text that is shared is made once, and texts that overlap are refused', (t) => {
  const letters = Buffer.from('A'.repeat(5_000_000));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(letters.length);
  const text = Buffer.concat([Buffer.from([0x5f, 0x12]), size, letters]);
  const list = (...indexes: number[]) => Buffer.from([0xaf, 0x10, indexes.length, ...indexes]);
  const before = process.memoryUsage().rss;
  const shared = assemble([list(...Array.from({ length: 200 }, () => 1)), text]);
  t.is((readBinaryPlist(shared) as string[]).length, 200);
  t.true(process.memoryUsage().rss - before < 200_000_000);
  const head = Buffer.from([0x5f, 0x11, 0x01, 0x00]);
  const overlapping = [list(1, 2, 3), head, head, Buffer.concat([head, Buffer.alloc(300, 'B')])];
  t.throws(() => readBinaryPlist(assemble(overlapping)), { message: /overlap/ });
});

test('a list that holds itself is refused', (t) => {
  t.throws(() => readBinaryPlist(assemble([Buffer.from([0xa1, 0])])), { instanceOf: RangeError });
});

test('__proto__ is a key like any other', (t) => {
  const key = Buffer.from('\x59__proto__', 'latin1');
  const inner = Buffer.from([0xd1, 3, 4]);
  const objects = [
    Buffer.from([0xd1, 1, 2]),
    key,
    inner,
    Buffer.from('\x57isAdmin', 'latin1'),
    Buffer.from([0x09]),
  ];
  const value = readBinaryPlist(assemble(objects)) as Record<string, PlistValue>;
  t.is(Object.getPrototypeOf(value), null);
  t.is(value.isAdmin, undefined);
  t.is(({} as Record<string, unknown>).isAdmin, undefined);
});

test('every truncation and every flipped bit gives a value or a RangeError', (t) => {
  const bytes = writeBinaryPlist(sample);
  const attempt = (damaged: Buffer) => {
    try {
      readBinaryPlist(damaged);
    } catch (error) {
      if (!(error instanceof RangeError)) t.fail(String(error));
    }
  };
  for (let length = 0; length < bytes.length; length += 1) attempt(bytes.subarray(0, length));
  for (let bit = 0; bit < bytes.length * 8; bit += 3) {
    const damaged = Buffer.from(bytes);
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    attempt(damaged);
  }
  t.pass();
});
