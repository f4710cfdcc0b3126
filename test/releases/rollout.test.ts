import test from 'ava';
import {
  isInRollout,
  type RolledOut,
  type RolloutState,
  releaseFor,
  rolloutPlace,
} from '../../src/releases/rollout.js';

const people = Array.from({ length: 10_000 }, (_, index) => index + 1);

function reached(seed: string, percent: number): Set<number> {
  const rollout = { seed, percent, state: 'running' } as const;
  return new Set(people.filter((id) => isInRollout(rollout, id)));
}

test('10 % of ten thousand people is 10 % within 1 %, whatever the seed', (t) => {
  for (const seed of ['a', 'b', 'kUHfCaqkj2aS7cSX', '', '2026']) {
    const { size } = reached(seed, 10);
    t.true(size >= 900 && size <= 1100, `${seed}: ${size}`);
  }
});

test('the same people are reached each time, and others by another release', (t) => {
  t.deepEqual([...reached('a', 10)], [...reached('a', 10)]);
  const both = [...reached('a', 10)].filter((id) => reached('b', 10).has(id));
  t.true(both.length < 200, `${both.length} of 1000 are in both`);
  t.is(rolloutPlace('a', 17), rolloutPlace('a', 17));
});

test('who was reached stays reached as a rollout grows', (t) => {
  let before = new Set<number>();
  for (const percent of [1, 2, 10, 20, 50, 99, 100]) {
    const now = reached('a', percent);
    t.true(
      [...before].every((id) => now.has(id)),
      `${percent} %`,
    );
    t.true(now.size > before.size);
    before = now;
  }
  t.is(before.size, people.length);
});

test('a stranger is reached at 100 % alone, and nobody while it is paused or halted', (t) => {
  t.false(isInRollout({ seed: 'a', percent: 99, state: 'running' }, null));
  t.true(isInRollout({ seed: 'a', percent: 100, state: 'running' }, null));
  for (const state of ['paused', 'halted'] as const) {
    t.false(isInRollout({ seed: 'a', percent: 100, state }, 1));
  }
});

type Row = [name: string, state: RolledOut['state'], percent: number, rollout?: RolloutState];

function history(...rows: Row[]) {
  return rows.map(([name, state, percent, rolloutState = 'running']) => ({
    name,
    state,
    rollout: { seed: 'a', percent, state: rolloutState },
  }));
}

const near = people.find((id) => rolloutPlace('a', id) < 10) ?? 0;
const far = people.find((id) => rolloutPlace('a', id) > 90) ?? 0;

test('who is not in the rollout is offered the release before it', (t) => {
  const releases = history(['new', 'current', 10], ['old', 'superseded', 100]);
  t.is(releaseFor(releases, near)?.name, 'new');
  t.is(releaseFor(releases, far)?.name, 'old');
  t.is(releaseFor(releases, null)?.name, 'old');
});

test('of two rollouts over one another each person has the newest that reaches them', (t) => {
  const rows = history(['c', 'current', 1], ['b', 'superseded', 50], ['a', 'superseded', 100]);
  t.is(releaseFor(rows, far)?.name, 'a');
  const middle = people.find((id) => rolloutPlace('a', id) > 10 && rolloutPlace('a', id) < 40);
  t.is(releaseFor(rows, middle ?? 0)?.name, 'b');
});

test('paused, halted or withdrawn on its way, it leaves people the one before', (t) => {
  const old: Row = ['old', 'superseded', 100];
  t.is(releaseFor(history(['new', 'current', 50, 'paused'], old), near)?.name, 'old');
  t.is(releaseFor(history(['new', 'current', 100, 'halted'], old), near)?.name, 'old');
  t.is(releaseFor(history(['new', 'withdrawn', 50], old), near)?.name, 'old');
});

test('behind a release that everyone was offered nobody goes back', (t) => {
  const rows = history(['new', 'withdrawn', 100], ['old', 'superseded', 100]);
  t.is(releaseFor(rows, near), undefined);
  t.is(releaseFor([], near), undefined);
});
