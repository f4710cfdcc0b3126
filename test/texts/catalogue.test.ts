import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { statusOf } from '../../src/http/errors.js';
import { texts } from '../../src/texts/catalogue.js';
import { isTextKey } from '../../src/texts/translate.js';

const keys = Object.keys(texts);
const templates = filesBelow('templates', '.eta');
const sources = [
  ...templates,
  ...filesBelow('src', '.ts').filter(({ path }) => !path.startsWith(join('src', 'texts'))),
];

function filesBelow(folder: string, ending: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((entry) => entry.endsWith(ending))
    .map((entry) => join(folder, entry))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

test('every text that a template asks for by name is there', (t) => {
  for (const { path, text } of templates) {
    for (const [, key = ''] of text.matchAll(/\bt\(\s*'([^']+)'/g)) {
      const found =
        isTextKey(key) || (key.endsWith('.') && keys.some((each) => each.startsWith(key)));
      t.true(found, `${path}: ${key}`);
    }
    for (const [, prefix = ''] of text.matchAll(/\bt\(\s*`([^`$]+)\$/g)) {
      t.true(
        keys.some((key) => key.startsWith(prefix)),
        `${path}: ${prefix}`,
      );
    }
  }
});

test('every act that the audit trail records has its words', (t) => {
  const recorded = sources.flatMap(({ text }) =>
    [...text.matchAll(/(?:action: |, )'([a-z]+\.[a-z-]+(?<!csv))'[,\s]/g)].map(
      ([, action]) => action,
    ),
  );
  t.true(recorded.includes('ticket.issue') && recorded.includes('registration.suspend'));
  for (const action of recorded) t.true(isTextKey(`console.action.${action}`), action);
});

test('every text is used', (t) => {
  const all = sources.map(({ text }) => text).join('\n');
  const named = new Set([...all.matchAll(/'([a-z][\w.-]*\.[\w.-]+)'/g)].map(([, key]) => key));
  const patterns = [...all.matchAll(/`([a-z]\w*\.[^`\s]*\$\{[^`]*)`/g)].map(([, text = '']) =>
    text.split(/\$\{[^}]*\}/),
  );
  const prefixes = [...all.matchAll(/'([a-z]\w*\.[\w.-]*\.)'/g)].map(([, prefix = '']) => prefix);
  for (const prefix of prefixes) patterns.push([prefix, '']);
  const unused = keys.filter(
    (key) => !named.has(key) && !patterns.some((parts) => follows(key, parts)),
  );
  t.deepEqual(unused, []);
});

/** Whether a key has these parts in this order, the first at its start and the last at its end. */
function follows(key: string, parts: readonly string[]): boolean {
  const quoted = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${quoted.join('[\\w.-]+')}$`).test(key);
}

test('every refusal has its sentence, and no sentence is without a refusal', (t) => {
  const codes = keys.filter((key) => key.startsWith('error.')).map((key) => key.slice(6));
  t.deepEqual(codes.sort(), [...Object.keys(statusOf), 'internal'].sort());
});

test('both languages say the same things: every {parameter} of one is in the other', (t) => {
  for (const [key, { zh, en }] of Object.entries(texts)) {
    const parameters = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    t.deepEqual(parameters(zh), parameters(en), key);
    t.not(zh.trim(), '', key);
    t.not(en.trim(), '', key);
  }
});
