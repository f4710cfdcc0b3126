import test from 'ava';
import { createFreshCache } from '../../src/access/fresh-cache.js';

function counted(maxEntries = 10) {
  let loads = 0;
  let time = 0;
  const cache = createFreshCache<number, number>({
    load: async () => {
      loads += 1;
      return loads;
    },
    maxAgeMs: 1000,
    maxEntries,
    clock: () => time,
  });
  return {
    cache,
    loads: () => loads,
    pass(milliseconds: number) {
      time += milliseconds;
    },
  };
}

test('a value is loaded once and believed for its time', async (t) => {
  const { cache, loads, pass } = counted();
  t.deepEqual(await Promise.all([cache.get(1), cache.get(1)]), [1, 1]);
  pass(999);
  t.is(await cache.get(1), 1);
  pass(1);
  t.is(await cache.get(1), 2);
  t.is(loads(), 2);
});

test('after forget the next get loads anew', async (t) => {
  const { cache } = counted();
  t.is(await cache.get(1), 1);
  cache.forget();
  t.is(await cache.get(1), 2);
});

test('what was being loaded while forget was called is not kept', async (t) => {
  const answers: ((value: string) => void)[] = [];
  const cache = createFreshCache<number, string>({
    load: () => new Promise((resolve) => answers.push(resolve)),
    maxAgeMs: 1000,
    maxEntries: 10,
    clock: () => 0,
  });
  const before = cache.get(1);
  cache.forget();
  const after = cache.get(1);
  answers[0]?.('old');
  answers[1]?.('new');
  t.is(await before, 'old');
  t.is(await after, 'new');
  t.is(await cache.get(1), 'new');
});

test('a load that fails is not kept', async (t) => {
  let fail = true;
  const cache = createFreshCache<number, string>({
    load: async () => {
      if (fail) throw new Error('down');
      return 'up';
    },
    maxAgeMs: 1000,
    maxEntries: 10,
    clock: () => 0,
  });
  await t.throwsAsync(cache.get(1), { message: 'down' });
  fail = false;
  t.is(await cache.get(1), 'up');
});

test('of too many entries the oldest go', async (t) => {
  const { cache, loads } = counted(2);
  await cache.get(1);
  await cache.get(2);
  await cache.get(3);
  await cache.get(3);
  t.is(loads(), 3);
  await cache.get(1);
  t.is(loads(), 4);
});
