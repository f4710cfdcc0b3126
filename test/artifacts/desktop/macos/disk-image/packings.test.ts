import test from 'ava';
import { unpackAdc } from '../../../../../src/artifacts/desktop/macos/disk-image/adc.js';
import { unpackBzip2 } from '../../../../../src/artifacts/desktop/macos/disk-image/bzip2.js';
import { unpackXz } from '../../../../../src/artifacts/desktop/macos/disk-image/xz/xz.js';
import { mutate, seededRandom } from '../../../../helpers/mutate.js';

const text = Buffer.from(
  `${'Campus '.repeat(40)}${'a'.repeat(300)}aaaa b aaaaa c${Array.from({ length: 256 }, (_, index) => String.fromCharCode(index % 128)).join('')}`,
);
/** The same as bzip2 1.0.8 and xz 5.4 pack it. */
const packings = {
  bzip2: {
    unpack: unpackBzip2,
    packed: Buffer.from(
      'QlpoOTFBWSZTWad1fgcAAFr/gP////////////////////+ACDAA+AQYAAAAAAAAAABMAAAABGAAJgAQYAAAAAAAAAABMAAAABGAAJgACqkVPSaZPU2k00xDT1PImgyPRPUwjJoA9TQwmJmiMTR6NIGRjU2oBtSlwxqUhXOKr3GWCxcdJchZJSzclaOUtXLWy3XDmOa5y5c9LdBMTV0qQhA2Yp83pOm6jqr1fOs66cv2A7CdPSnZYLCYbEdp22KxncY7uu877wPC8TxvIoPKodGEIGQ8zzvQyWUy2Y9LNZzPepoNFRaTTet7Go1Ws9rXe571JsMNCXWijU0wQR8SJFQU20+D4vk+b6NtuPqkiD7N1vIxBvqiqIOBRSBBVSH4fl+n7fx/X+cKstP+LuSKcKEhTur8Dg==',
      'base64',
    ),
    other: Buffer.from('BZh0'),
  },
  xz: {
    unpack: unpackXz,
    packed: Buffer.from(
      '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4ANRAJBdACGYSac0Oq4iDN94u9jPAG+izAEZAARdIyKk0h73GZQDuRAS7xYgBTSWxQyR6U9ZSeIZD8uNGW6IPXKggdzhMnnxsA0LmjJwxt6cnd8wUSFqE+Sn7OkDLC9GktX1L+CTJV3Ava4hLG0GrC2PgOHDUwFK1ZMJxoDFwyfc+WB3hMLNcbOFgy3Neemz33+xRBXuAABLykcFCuDDnAABrAHSBgAAWCE7GLHEZ/sCAAAAAARZWg==',
      'base64',
    ),
    other: Buffer.from('fd377a585a000004e6d6b4460000', 'hex'),
  },
} as const;

for (const [tool, { unpack, packed, other }] of Object.entries(packings)) {
  test(`what ${tool} packed is unpacked`, (t) => {
    t.deepEqual(unpack(packed, text.length), text);
  });

  test(`${tool} of another size, cut short or of another kind is refused`, (t) => {
    const refused = (bytes: Buffer, size: number) =>
      t.throws(() => unpack(bytes, size), { instanceOf: RangeError });
    refused(packed, text.length + 1);
    refused(packed, text.length - 1);
    for (let length = 0; length < packed.length / 2; length += 7) {
      refused(packed.subarray(0, length), text.length);
    }
    refused(other, 10);
  });

  test(`injured ${tool} is refused or gives as many bytes, and takes no time`, (t) => {
    const random = seededRandom(7);
    const start = performance.now();
    for (let index = 0; index < 500; index += 1) {
      try {
        t.is(unpack(mutate(packed, random), text.length).length, text.length);
      } catch (error) {
        t.true(error instanceof RangeError, String(error));
      }
    }
    t.true(performance.now() - start < 10_000);
  });
}

test('ADC has literals and copies from near and far', (t) => {
  const near = Buffer.from([0x82, 0x61, 0x62, 0x63, 0x04, 0x02]);
  t.is(unpackAdc(near, 7).toString(), 'abcabca');
  const far = Buffer.from([0x82, 0x61, 0x62, 0x63, 0x41, 0x00, 0x00]);
  t.is(unpackAdc(far, 8).toString(), 'abcccccc');
});

const damagedAdc: Record<string, number[]> = {
  'a copy from before the start': [0x80, 0x61, 0x04, 0x05],
  'literals that are not there': [0x87, 0x61],
  'more bytes than there is room for': [0x88, ...Buffer.alloc(9)],
  'nothing more': [0x80, 0x61],
};

for (const [what, bytes] of Object.entries(damagedAdc)) {
  test(`ADC with ${what} is refused`, (t) => {
    t.throws(() => unpackAdc(Buffer.from(bytes), 8), { instanceOf: RangeError });
  });
}
