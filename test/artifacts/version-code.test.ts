import test from 'ava';
import { compareVersionCodes } from '../../src/artifacts/version-code.js';
import type { Platform } from '../../src/platform.js';

const rows: [Platform, older: string, newer: string][] = [
  ['android', '9', '10'],
  ['android', '9007199254740992', '9007199254740993'],
  ['ios', '0.20.4', '0.20.10'],
  ['ios', '1', '1.0.1'],
  ['ios', '1.9', '2'],
  ['windows', '1.0.0.9', '1.0.0.10'],
];

for (const [platform, older, newer] of rows) {
  test(`${platform}: ${older} is older than ${newer}`, (t) => {
    t.is(compareVersionCodes(platform, older, newer), -1);
    t.is(compareVersionCodes(platform, newer, older), 1);
  });
}

test('1 and 1.0.0 are the same on iOS', (t) => t.is(compareVersionCodes('ios', '1', '1.0.0'), 0));
