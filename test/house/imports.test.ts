import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test from 'ava';

const ground = [
  'database',
  'storage',
  'certificates',
  'secrets',
  'audit',
  'organisation',
  'messages',
  'log',
  'errors',
  'platform',
  'texts',
  'xml',
];

/** Who may import whom: the table of the house. A room that is not in it fails the test. */
const mayImport: Record<string, readonly string[] | 'everything'> = {
  main: 'everything',
  app: 'everything',
  models: 'everything',
  serve: 'everything',
  'serve-command': 'everything',
  config: [],
  errors: [],
  platform: [],
  texts: [],
  xml: [],
  log: ['errors'],
  database: ['errors'],
  storage: ['errors'],
  certificates: ['errors'],
  secrets: ['errors', 'database'],
  messages: ['errors', 'database'],
  audit: ['errors', 'database'],
  organisation: ['errors', 'database', 'storage', 'audit'],
  uploads: ground,
  artifacts: ['certificates', 'errors', 'platform', 'xml'],
  apps: ground,
  builds: ['uploads', 'artifacts', 'apps', ...ground],
  releases: ['builds', 'apps', 'artifacts', ...ground],
  identity: ground,
  accounts: ['identity', ...ground],
  agreements: ['accounts', ...ground],
  registrations: ['agreements', 'accounts', 'identity', ...ground],
  access: ['agreements', 'registrations', 'accounts', 'releases', 'builds', 'apps', ...ground],
  delivery: ['access', 'releases', 'builds', 'apps', 'artifacts', ...ground],
  feeds: ['releases', 'builds', 'apps', 'artifacts', ...ground],
  watch: ['releases', 'builds', 'apps', ...ground],
  helping: ['accounts', 'apps', ...ground],
  guides: ['releases', 'builds', 'apps', 'artifacts', ...ground],
  http: [
    'config',
    'uploads',
    'artifacts',
    'apps',
    'builds',
    'releases',
    'identity',
    'accounts',
    'agreements',
    'registrations',
    'access',
    'delivery',
    'feeds',
    'guides',
    'helping',
    ...ground,
  ],
  cli: ['artifacts', 'errors', 'main'],
  operator: [
    'config',
    'main',
    'models',
    'apps',
    'builds',
    'releases',
    'identity',
    'accounts',
    'registrations',
    ...ground,
  ],
};

interface Import {
  from: string;
  line: string;
  target: string;
}

const source = 'src';

function imports(): Import[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
    return [...found].map(([line, specifier = '']) => ({
      from: file,
      line,
      target: specifier.startsWith('.')
        ? relative(source, join(source, file, '..', specifier))
        : specifier,
    }));
  });
}

/** `builds/ingest.ts` stands in the room `builds`, `app.ts` in a room of its own. */
function roomOf(path: string): string {
  return path.split('/')[0]?.replace(/\.[jt]s$/, '') ?? '';
}

test('every import goes where the table lets it go', (t) => {
  const wrong = imports()
    .filter(({ target, line }) => /'\./.test(line) && roomOf(target) !== '')
    .filter(({ from, target }) => {
      const allowed = mayImport[roomOf(from)];
      if (allowed === undefined) return true;
      return (
        roomOf(from) !== roomOf(target) &&
        allowed !== 'everything' &&
        !allowed.includes(roomOf(target))
      );
    })
    .map(({ from, target }) => `${from} → ${target}`);
  t.deepEqual(wrong, []);
});

test('only slices and the database room know Sequelize', (t) => {
  const wrong = imports().filter(
    ({ from, target }) =>
      target === 'sequelize' && ['http', 'cli', 'operator'].includes(roomOf(from)),
  );
  t.deepEqual(wrong, []);
});

test('only database/transaction.ts begins a transaction', (t) => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const wrong = files
    .filter((file) => file !== 'database/transaction.ts')
    .filter((file) => /sequelize\??\.transaction\(/.test(readFileSync(join(source, file), 'utf8')));
  t.deepEqual(wrong, []);
});

test('only config.ts and the entrance read the environment', (t) => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const readers = files.filter((file) =>
    /process\.env/.test(readFileSync(join(source, file), 'utf8')),
  );
  t.deepEqual(readers, ['main.ts']);
});

test('only the printer of guides and the drawer of icons start a program, and without a shell', (t) => {
  const starters = imports().filter(({ target }) => /^(node:)?child_process$/.test(target));
  t.deepEqual(starters.map(({ from, line }) => [from, line]).sort(), [
    ['artifacts/android/icons/draw-svg.ts', "from 'node:child_process'"],
    ['guides/print-pdf.ts', "from 'node:child_process'"],
  ]);
  const text = (file: string) => readFileSync(join(source, file), 'utf8');
  t.regex(text('guides/print-pdf.ts'), /import \{ execFile \} from/);
  t.regex(text('artifacts/android/icons/draw-svg.ts'), /import \{ spawn \} from/);
  t.notRegex(text('artifacts/android/icons/draw-svg.ts'), /\bshell:/);
});
