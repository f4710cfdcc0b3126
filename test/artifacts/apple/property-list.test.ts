import test from 'ava';
import { readPropertyList } from '../../../src/artifacts/apple/property-list.js';

const head = '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">';
const read = (body: string) => readPropertyList(Buffer.from(`${head}<plist>${body}</plist>`));

test('an XML property list is read with its comments and its CDATA', (t) => {
  const body = '<dict><!-- a < b --><key>a</key><string><![CDATA[<b>]]></string></dict>';
  t.is(JSON.stringify(read(body)), '{"a":"<b>"}');
  t.is(JSON.stringify(read('<array><true/><array/></array>')), '[true,[]]');
});

for (const [what, piece] of [
  ['elements nested without end', '<a>'],
  ['tags that do not end', '<a'],
  ['marks that begin no tag', '< '],
  ['comments that do not end', '<!--'],
] as const) {
  test(`${what} are refused at once`, (t) => {
    const start = performance.now();
    t.throws(() => read(piece.repeat(300_000)), { instanceOf: RangeError });
    t.true(performance.now() - start < 2000);
  });
}
