import test from 'ava';
import type { Stretch } from '../../src/delivery/model.js';
import { addStretch, coverAll } from '../../src/delivery/stretches.js';

test('stretches that touch or overlap become one', (t) => {
  t.deepEqual(addStretch([[0, 10]], [10, 20]), [[0, 20]]);
  t.deepEqual(
    addStretch(
      [
        [0, 10],
        [30, 40],
      ],
      [5, 35],
    ),
    [[0, 40]],
  );
  t.deepEqual(addStretch([[20, 30]], [0, 10]), [
    [0, 10],
    [20, 30],
  ]);
  t.deepEqual(addStretch([[0, 10]], [3, 3]), [[0, 10]]);
});

test('only every byte is all of them', (t) => {
  t.true(coverAll([[0, 100]], 100));
  t.false(coverAll([[0, 99]], 100));
  t.false(coverAll([[1, 100]], 100));
  t.false(
    coverAll(
      [
        [0, 50],
        [51, 100],
      ],
      100,
    ),
  );
  t.false(coverAll([], 100));
});

test('pieces in any order cover the file exactly when each byte is in one', (t) => {
  for (let round = 0; round < 500; round += 1) {
    const size = 1 + Math.floor(Math.random() * 60);
    const seen = new Set<number>();
    let stretches: Stretch[] = [];
    for (let piece = 0; piece < 12; piece += 1) {
      const start = Math.floor(Math.random() * size);
      const end = Math.min(size, start + Math.floor(Math.random() * 20));
      for (let byte = start; byte < end; byte += 1) seen.add(byte);
      stretches = addStretch(stretches, [start, end]);
      t.is(coverAll(stretches, size), seen.size === size);
    }
  }
});
