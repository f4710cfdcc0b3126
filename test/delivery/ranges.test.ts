import { randomInt } from 'node:crypto';
import test from 'ava';
import { parseRange, type RangeHeaders, selectRange } from '../../src/delivery/ranges.js';

const etag = '"sha256-00ff,x"';

function select(headers: RangeHeaders, { method = 'GET', size = 100 } = {}) {
  const { status, start, end } = selectRange({ method, headers, size, etag });
  return status === 206 ? `206 ${start}-${end}` : String(status);
}

for (const [header, size, expected] of [
  [undefined, 100, 'whole'],
  ['bytes=0-', 100, '0-99'],
  ['bytes=0-0', 100, '0-0'],
  ['bytes=40-', 100, '40-99'],
  ['bytes=99-99', 100, '99-99'],
  ['bytes=5-1000', 100, '5-99'],
  ['BYTES=5-6', 100, '5-6'],
  ['bytes=005-006', 100, '5-6'],
  ['bytes=-1', 100, '99-99'],
  ['bytes=-100', 100, '0-99'],
  ['bytes=-1000', 100, '0-99'],
  [`bytes=0-${'9'.repeat(400)}`, 100, '0-99'],
  ['bytes=100-', 100, 'unsatisfiable'],
  [`bytes=${'9'.repeat(400)}-`, 100, 'unsatisfiable'],
  ['bytes=-0', 100, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=-5', 0, 'whole'],
  ['bytes=0-1,3-4', 100, 'whole'],
  ['bytes=6-5', 100, 'whole'],
  ['bytes=-', 100, 'whole'],
  ['bytes=', 100, 'whole'],
  ['bytes', 100, 'whole'],
  ['bytes= 0-1', 100, 'whole'],
  ['bytes=0x1-2', 100, 'whole'],
  ['bytes=1e1-20', 100, 'whole'],
  ['bytes=+1-2', 100, 'whole'],
  ['bytes=1.5-2', 100, 'whole'],
  ['bytes=--5', 100, 'whole'],
  ['items=0-1', 100, 'whole'],
  ['', 100, 'whole'],
] as const) {
  test(`${String(header).slice(0, 24)} of ${size} bytes is ${expected}`, (t) => {
    const range = parseRange(header, size);
    t.is(typeof range === 'string' ? range : `${range.start}-${range.end}`, expected);
  });
}

test('a resumed download gets exactly the rest, but only of the same file', (t) => {
  t.is(select({ range: 'bytes=40-', 'if-match': etag }), '206 40-99');
  t.is(select({ range: 'bytes=40-', 'if-match': '"other"' }), '412');
  t.is(select({ range: 'bytes=40-', 'if-range': etag }), '206 40-99');
  t.is(select({ range: 'bytes=40-', 'if-range': '"other"' }), '200');
  t.is(select({ range: 'bytes=100-', 'if-match': etag }), '416');
});

test('a weak tag never matches strongly', (t) => {
  t.is(select({ range: 'bytes=40-', 'if-match': `W/${etag}` }), '412');
  t.is(select({ range: 'bytes=40-', 'if-range': `W/${etag}` }), '200');
  t.is(select({ 'if-none-match': `W/${etag}` }), '304');
});

test('a date in If-Range sends the whole file', (t) => {
  t.is(select({ range: 'bytes=4-', 'if-range': 'Wed, 25 Nov 2026 00:00:00 GMT' }), '200');
});

test('lists of tags and the asterisk are understood', (t) => {
  t.is(select({ 'if-match': '*' }), '200');
  t.is(select({ 'if-none-match': '*' }), '304');
  t.is(select({ 'if-match': `"a" ,, W/"b",\t${etag}` }), '200');
  t.is(select({ 'if-none-match': `"a,b",${etag}` }), '304');
  t.is(select({ 'if-none-match': '"a", "b"' }), '200');
});

test('a malformed condition does not hold', (t) => {
  for (const bad of [etag.slice(1), `${etag}x`, `${etag} ${etag}`, `w/${etag}`, '', '"', '*, *']) {
    t.is(select({ 'if-match': bad }), '412', bad);
    t.is(select({ 'if-none-match': bad }), '200', bad);
    t.is(select({ range: 'bytes=1-', 'if-range': bad }), '200', bad);
  }
});

test('If-Match comes before If-None-Match, and that before Range', (t) => {
  t.is(select({ 'if-match': '"other"', 'if-none-match': etag }), '412');
  t.is(select({ 'if-match': etag, 'if-none-match': etag, range: 'bytes=500-' }), '304');
});

test('HEAD knows no ranges but the other conditions', (t) => {
  t.is(select({ range: 'bytes=40-' }, { method: 'HEAD' }), '200');
  t.is(select({ range: 'bytes=400-' }, { method: 'HEAD' }), '200');
  t.is(select({ 'if-none-match': etag }, { method: 'HEAD' }), '304');
  t.is(select({ 'if-match': '"other"' }, { method: 'HEAD' }), '412');
});

test('an empty file is sent whole or not at all', (t) => {
  const empty = (headers: RangeHeaders) => selectRange({ method: 'GET', headers, size: 0, etag });
  t.deepEqual(empty({}), { status: 200, start: 0, end: -1 });
  t.is(empty({ range: 'bytes=0-' }).status, 416);
  t.is(empty({ range: 'bytes=-1' }).status, 200);
});

test('10 000 random headers give bytes of the file or 416, never more than the file', (t) => {
  const pieces = ['bytes=', 'bytes', '=', '-', ',', ' ', '0', '7', '99', '100', '4294967296', 'x'];
  let partial = 0;
  for (let round = 0; round < 10_000; round += 1) {
    const size = randomInt(0, 130);
    const number = () => (randomInt(4) === 0 ? '' : String(randomInt(0, 140)));
    const tidy = `bytes=${number()}-${number()}`;
    const wild = Array.from({ length: randomInt(1, 8) }, () => pieces[randomInt(pieces.length)]);
    const range = round % 3 === 0 ? wild.join('') : tidy;
    const { status, start, end } = selectRange({ method: 'GET', headers: { range }, size, etag });
    const facts = `${range} of ${size}: ${status} ${start}-${end}`;
    if (status === 206) partial += 1;
    if (!asDefined(range, size, status, { start, end })) t.fail(facts);
  }
  t.true(partial > 2_000);
});

/** RFC 9110 §14.1.2 again, by asking each byte of the file whether it was asked for. */
function asDefined(
  header: string,
  size: number,
  status: number,
  { start, end }: { start: number; end: number },
): boolean {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  const from = first ? BigInt(first) : undefined;
  const to = last ? BigInt(last) : undefined;
  const invalid = from === undefined ? to === undefined : to !== undefined && to < from;
  if (invalid) return status === 200;
  const asked: number[] = [];
  for (let at = 0; at < size; at += 1) {
    const inSuffix = from === undefined && BigInt(size - at) <= (to ?? 0n);
    const inRange = from !== undefined && at >= from && (to === undefined || at <= to);
    if (inSuffix || inRange) asked.push(at);
  }
  if (asked.length > 0) return status === 206 && start === asked[0] && end === asked.at(-1);
  return status === 416 || (size === 0 && from === undefined && status === 200);
}

test('a header of the largest size is judged at once', (t) => {
  const begin = performance.now();
  for (const piece of ['"a" ', ' ', ',', '"', 'W/', '\t,', '"a"\t\t']) {
    const header = `${piece.repeat(16_000 / piece.length)}x`;
    selectRange({ method: 'GET', headers: { 'if-match': header }, size: 1, etag });
    selectRange({ method: 'GET', headers: { range: `bytes=${header}` }, size: 1, etag });
  }
  t.true(performance.now() - begin < 100);
});
