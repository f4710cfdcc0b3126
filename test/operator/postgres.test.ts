import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { slipway } from '../helpers/command.js';
import { startPostgres } from '../helpers/postgres.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

test('on PostgreSQL commands wait for migrate, and then work', async (t) => {
  const storageDir = await temporaryFolder(t);
  const env = {
    STORAGE_DIR: storageDir,
    PUBLIC_URL: 'https://x.example',
    DATABASE_URL: await startPostgres(t),
  };
  const tokenArgs = ['token', 'create', '--name', 'ci', '--scopes', 'read'];
  const early = await slipway(tokenArgs, { env });
  t.is(early.status, 1);
  t.regex(early.err, /^slipway: The database lacks \d+ migrations\. Run "slipway migrate".*\n$/);
  t.is((await slipway(['migrate'], { env })).status, 0);
  t.is((await slipway(['migrate'], { env })).out, 'up to date\n');
  t.regex((await slipway(tokenArgs, { env })).out, /^slw_/);
  const roster = join(storageDir, 'people.csv');
  await writeFile(roster, 'number,name\n1,一\n2,二\n');
  const imported = await slipway(['roster', 'import', roster, '--json'], { env });
  t.deepEqual(imported.json().added, ['1', '2']);
});
