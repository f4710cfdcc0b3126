import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { slipway } from '../helpers/command.js';
import { fileScope } from '../helpers/scope.js';
import { type ServerProcess, startServerProcess } from '../helpers/server-process.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const scope = fileScope(test);
let server: ServerProcess;

test.before(async () => {
  server = await startServerProcess(scope);
});

const command = (args: string[], input = '') => slipway(args, { env: server.env, input });

async function token(scopes: string): Promise<Record<string, string>> {
  const { out } = await command(['token', 'create', '--name', 'test', '--scopes', scopes]);
  return { Authorization: `Bearer ${out.trim()}` };
}

async function rosterFile(rows: string): Promise<string> {
  const path = join(server.storageDir, 'people.csv');
  await writeFile(path, `number,name,department,phone,password,activation_code\n${rows}`);
  return path;
}

test.serial('token create prints a token that the running server takes at once', async (t) => {
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'upload, read'];
  const { status, out, err } = await command(args);
  t.is(status, 0, err);
  t.regex(out, /^slw_[\w-]{43}\n$/);
  const headers = { Authorization: `Bearer ${out.trim()}` };
  t.is((await server.client().get('/api/v1/apps', headers)).status, 200);
  t.is((await server.client().get('/api/v1/people?number=1', headers)).status, 403);
  const json = await command([...args, '--json']);
  t.like(json.json(), { name: 'ci', scopes: ['upload', 'read'] });
  t.regex(json.json<{ token: string }>().token, /^slw_/);
});

test.serial('admin create takes the password from standard input', async (t) => {
  const args = ['admin', 'create', '--name', 'anna', '--json'];
  const short = await command(args, 'too short\n');
  t.is(short.status, 1);
  t.like(short.json(), { code: 'invalid_request', field: 'password' });
  const { status, json } = await command(args, 'a-long-enough-password\n');
  t.is(status, 0);
  t.deepEqual(json(), { name: 'anna', role: 'admin' });
  const again = await command(args, 'a-long-enough-password\n');
  t.like(again.json(), { code: 'invalid_request', field: 'name' });
});

test.serial('roster import adds, updates and counts, and warns on standard error', async (t) => {
  const path = await rosterFile(`1001,王小明,计算学部,138 0013 8000,lantern-harbour-41,
1002,李芳,航天学院,not a phone,granite-sparrow-17,
`);
  const dry = await command(['roster', 'import', path, '--dry-run']);
  t.regex(dry.out, /^added {5}1001\nadded {5}1002\nnothing was changed/);
  t.regex(dry.err, /^warning: line 3: the phone/);
  const headers = await token('people');
  const person = () => server.client().get('/api/v1/people?number=1001', headers);
  t.is((await person()).status, 404);
  t.is(
    (await command(['roster', 'import', path])).out,
    '2 added, 0 updated, 0 unchanged, 0 departed\n',
  );
  t.is((await person()).json().registration, 'none');
});

test.serial('whom the file does not name leaves only when told', async (t) => {
  const path = await rosterFile('1001,王小明,计算学部,138 0013 8000,,\n');
  const stays = await command(['roster', 'import', path, '--json']);
  t.like(stays.json(), { added: [], updated: [], unchanged: 1, departed: [] });
  const leaves = await command(['roster', 'import', path, '--departures', '--json']);
  t.like(leaves.json(), { dryRun: false, departed: ['1002'] });
  const headers = await token('people');
  t.is((await server.client().get('/api/v1/people?number=1002', headers)).status, 404);
});

test.serial('a roster with faults changes nothing and names every line', async (t) => {
  const path = await rosterFile('2001,,x,,,\n,nobody,x,,,\n');
  const { status, json } = await command(['roster', 'import', path, '--json']);
  t.is(status, 1);
  t.like(json(), { code: 'invalid_request', problems: ['line 2: no name', 'line 3: no number'] });
  const missing = await command(['roster', 'import', '/nowhere.csv']);
  t.is(missing.status, 1);
  t.regex(missing.err, /^slipway: ENOENT.*\n$/);
});

test.serial('commands and a server write at the same time, and nothing is lost', async (t) => {
  const headers = { ...(await token('publish,read')), 'Content-Type': 'application/json' };
  const rows = Array.from({ length: 500 }, (_, index) => `${3000 + index},Person ${index},d,,,\n`);
  const path = await rosterFile(rows.join(''));
  const apps = Array.from({ length: 60 }, (_, index) =>
    server.client().postJson('/api/v1/apps', { slug: `app-${index}`, name: 'App' }, headers),
  );
  const commands = [
    command(['roster', 'import', path, '--json']),
    ...Array.from({ length: 4 }, () =>
      command(['token', 'create', '--name', 'beside', '--scopes', 'read']),
    ),
  ];
  const statuses = (await Promise.all(apps)).map(({ status }) => status);
  const finished = await Promise.all(commands);
  t.deepEqual(new Set(statuses), new Set([201]));
  t.deepEqual(
    finished.map(({ status }) => status),
    [0, 0, 0, 0, 0],
    finished.map(({ err }) => err).join(''),
  );
  t.is(finished[0]?.json<{ added: string[] }>().added.length, 500);
  const listed = await server.client().get('/api/v1/apps', headers);
  t.is(listed.json<{ apps: unknown[] }>().apps.length, 60);
});

test.serial('a command makes and migrates the database that is not there yet', async (t) => {
  const storageDir = join(await temporaryFolder(t), 'storage');
  const env = { STORAGE_DIR: storageDir, PUBLIC_URL: 'https://x.example' };
  const migrated = await slipway(['migrate', '--json'], { env });
  t.deepEqual(migrated.json<{ migrations: string[] }>().migrations.slice(0, 1), ['0001-initial']);
  t.is((await slipway(['migrate'], { env })).out, 'up to date\n');
  const other = { ...env, STORAGE_DIR: `${storageDir}-other` };
  const created = await slipway(['admin', 'create', '--name', 'a', '--role', 'engineer'], {
    env: other,
    input: 'a-long-enough-password',
  });
  t.is(created.out, 'a can sign in at https://x.example/console\n');
});

test.serial('a configuration that is not right opens nothing', async (t) => {
  const env = { STORAGE_DIR: '/proc/nowhere', PORT: 'x' };
  const { status, err } = await slipway(['migrate'], { env });
  t.is(status, 1);
  t.regex(err, /PORT/);
});
