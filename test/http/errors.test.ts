import { readFile } from 'node:fs/promises';
import test from 'ava';
import { statusOf } from '../../src/http/errors.js';

test('docs/errors.md lists every code with its status, and no other', async (t) => {
  const page = await readFile('docs/errors.md', 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \| [^|]+ \| [^|]+ \|$/gm)];
  const listed = rows.map(([, code = '', status]): [string, number] => [code, Number(status)]);
  t.is(new Set(listed.map(([code]) => code)).size, listed.length);
  t.deepEqual(Object.fromEntries(listed), { ...statusOf, internal: 500 });
});
