import test from 'ava';
import { jarSections } from '../../../src/artifacts/android/jar/sections.js';

const sections = (text: string) =>
  [...jarSections(Buffer.from(text))].map(({ start, end, name }) => ({ start, end, name }));

test('sections are read with any line ending, blank lines between them, and none at the end', (t) => {
  t.deepEqual(sections('\n\nA: 1\r\n\r\n\rName: b\rC: 2\n\nName: d'), [
    { start: 2, end: 10, name: null },
    { start: 11, end: 25, name: 'b' },
    { start: 25, end: 32, name: 'd' },
  ]);
});

test('a long name goes on after a space, and the first of two values counts', (t) => {
  const [section] = [...jarSections(Buffer.from('Name: assets/a\r\n b.txt\r\nname: c\r\n'))];
  t.is(section?.get('NAME'), 'assets/ab.txt');
});

test('a section is about a file only where Name is its first attribute', (t) => {
  t.deepEqual(sections('A: 1\nName: b\n\nNAME: c\nA: 1\n'), [
    { start: 0, end: 14, name: null },
    { start: 14, end: 27, name: 'c' },
  ]);
});

test('blank lines without end are passed over in no time', (t) => {
  const start = performance.now();
  t.deepEqual([...jarSections(Buffer.alloc(20_000_000, '\n'))], []);
  t.true(performance.now() - start < 5000);
});

test('a line continued without end, and attributes without number, are refused', (t) => {
  const endless = `Name: a\r\n${` ${'z'.repeat(70)}\r\n`.repeat(10_000)}`;
  t.throws(() => sections(endless), { message: /too long/ });
  t.throws(() => sections('X: y\r\n'.repeat(2000)), { message: /too long/ });
});
