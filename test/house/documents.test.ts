import { readFileSync } from 'node:fs';
import test from 'ava';
import { settings } from '../../src/config.js';

const names = Object.keys(settings);

test('.env.example names every setting of the schema with its sentence, and no other', (t) => {
  const example = readFileSync('.env.example', 'utf8');
  const found = [...example.matchAll(/^# ?([A-Z_]+)=/gm)].map(([, name]) => name);
  t.deepEqual(found, names);
  for (const [name, { description }] of Object.entries(settings)) {
    t.true(example.includes(`# ${description}\n# ${name}=`), name);
  }
});

test('the README lists every setting of the schema with its sentence', (t) => {
  const readme = readFileSync('README.md', 'utf8');
  for (const [name, { description }] of Object.entries(settings)) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    t.true(row?.includes(`${description}`), name);
  }
});
