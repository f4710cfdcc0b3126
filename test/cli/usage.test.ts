import test from 'ava';
import { slipway } from '../helpers/command.js';

const commands = [
  'serve',
  'migrate',
  'admin',
  'token',
  'roster',
  'login',
  'inspect',
  'upload',
  'publish',
  'promote',
  'rollout',
  'withdraw',
  'list',
];

test('every command is listed and explains itself', async (t) => {
  const { status, out } = await slipway(['--help']);
  t.is(status, 0);
  const explained = commands.map(async (name) => {
    t.regex(out, new RegExp(`^  ${name}\\b`, 'm'));
    const help = await slipway([name, '--help']);
    t.is(help.status, 0);
    t.true(help.out.startsWith(`Usage: slipway ${name}`));
  });
  await Promise.all(explained);
});

const wrong = [
  [],
  ['nonsense'],
  ['serve', 'now'],
  ['upload'],
  ['upload', 'a.apk', '--channel', 'beta'],
  ['publish', 'campus'],
  ['promote', 'campus'],
  ['rollout'],
  ['rollout', '1'],
  ['rollout', '1', '--percent', '0'],
  ['rollout', '1', '--pause', '--halt'],
  ['publish', '1', '--at', 'soon'],
  ['withdraw'],
  ['list', 'people'],
  ['list', '--nonsense'],
  ['inspect'],
  ['admin', 'create'],
  ['token', 'create', '--name', 'ci', '--scopes', 'everything'],
  ['roster', 'import'],
];

test('with --json wrong usage is one document on standard output as well', async (t) => {
  const told = [['nonsense'], ['upload'], ['list', '--nonsense'], ['token', 'create']].map(
    async (args) => {
      const { status, json, err } = await slipway([...args, '--json']);
      t.is(status, 2, args.join(' '));
      const { code, detail } = json<{ code: string; detail: string }>();
      t.is(code, 'wrong_usage');
      t.true(err.startsWith(`${detail}\n`));
    },
  );
  await Promise.all(told);
});

test('wrong usage is status 2, with the usage on standard error alone', async (t) => {
  const refused = wrong.map(async (args) => {
    const { status, out, err } = await slipway(args);
    t.is(status, 2, args.join(' '));
    t.is(out, '');
    t.regex(err, /Usage: slipway/);
  });
  await Promise.all(refused);
});
