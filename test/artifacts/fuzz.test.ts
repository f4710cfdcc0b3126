import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { fuzzSeeds } from '../helpers/fuzz/seeds.js';

const program = fileURLToPath(new URL('../fuzz.js', import.meta.url));

async function fuzz(...parameters: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...parameters]);
  return stdout;
}

test('three hundred mutants break no rule, and are the same for the same seed', async (t) => {
  const [one, other] = [
    await fuzz('--seed', '1', '--count', '300'),
    await fuzz('--seed', '1', '--count', '300'),
  ];
  t.regex(one, /tried 300, .*failures 0\n$/);
  const counts = (text: string) => text.match(/^refused.*$/gm);
  t.deepEqual(counts(one), counts(other));
});

test('the built seeds are the same bytes at another time, and all different', async (t) => {
  const built = () =>
    fuzzSeeds().seeds.flatMap(({ isBuilt, name, bytes }) => (isBuilt ? [{ name, bytes }] : []));
  const before = built();
  await setTimeout(1100);
  t.deepEqual(built(), before);
  t.is(new Set(before.map(({ bytes }) => bytes.toString('base64'))).size, before.length);
});

test('the seeds hold every kind of build', (t) => {
  const kinds = fuzzSeeds().seeds.flatMap(({ name, isBuilt }) =>
    isBuilt ? [name.slice(0, name.indexOf(':'))] : [],
  );
  t.deepEqual([...new Set(kinds)], ['APK', 'IPA', 'EXE', 'MSI', 'MSIX', 'PKG', 'macOS app']);
});
