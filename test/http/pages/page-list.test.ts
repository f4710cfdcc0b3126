import { readdirSync, readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { routes } from '../../../src/http/routes.js';
import type { Answer } from '../../helpers/http.js';
import { type ListedPage, pageless, personPages, phonePages } from '../../helpers/person-pages.js';
import { furnishPersonPath, signInPeople } from '../../helpers/person-path.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const sheet = 'templates/assets/person.css';
let server: TestServer;
let people: Awaited<ReturnType<typeof signInPeople>>;

test.before(async () => {
  server = await startServer(scope);
  await furnishPersonPath(server);
  people = await signInPeople(server);
});

test('every template of the person’s pages is in the list that is audited', (t) => {
  const templates = readdirSync('templates/pages').map((file) => file.replace('.eta', ''));
  const listed = new Set<string>([
    ...personPages.map(({ template }) => template),
    ...phonePages.templates.map((template) => `pages/${template}`),
  ]);
  t.deepEqual(
    templates.filter((template) => !listed.has(`pages/${template}`)),
    [],
  );
});

test('every GET route is in the list that is audited, or known to show no page', (t) => {
  const listed = new Set<string | null>([
    ...personPages.map(({ route }) => route),
    ...phonePages.routes,
  ]);
  const paths = routes(server.services)
    .filter(({ method, path }) => method === 'GET' && !/^\/(console|api)(\/|$)/.test(path))
    .map(({ path }) => path);
  t.deepEqual(
    paths.filter((path) => !listed.has(path) && !pageless.includes(path)),
    [],
  );
  t.deepEqual(
    pageless.filter((path) => listed.has(path) || !paths.includes(path)),
    [],
  );
});

test('no two listed pages have one name', (t) => {
  t.is(new Set(personPages.map(({ name }) => name)).size, personPages.length);
});

async function show(
  { path, person, device, typed }: ListedPage,
  language: string,
): Promise<Answer> {
  const client = server.client();
  for (const [cookie, value] of people.get(person) ?? []) client.cookies.set(cookie, value);
  const headers = {
    Accept: 'text/html',
    'User-Agent': userAgents[device],
    'Accept-Language': language,
  };
  return typed ? client.postForm(path, typed, { headers }) : client.get(path, headers);
}

for (const [language, tag] of [
  ['zh', 'zh-CN'],
  ['en', 'en'],
] as const) {
  test.serial(
    `every listed page is shown to the person it is listed for, in ${language}`,
    async (t) => {
      for (const listed of personPages) {
        const { name, template } = listed;
        const { headers, text } = await show(listed, language);
        t.is(headers.location, undefined, `${name} leads to ${headers.location}`);
        t.regex(text, new RegExp(`data-page="${template.replace('pages/', '')}"`), name);
        t.true(text.includes(`<html lang="${tag}">`), name);
        checkMarkup(t, name, text);
      }
    },
  );
}

/** What a screen reader relies on, and what keeps a page light. */
function checkMarkup(t: ExecutionContext, name: string, html: string): void {
  t.is(html.match(/<h1[ >]/g)?.length, 1, name);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  t.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    name,
  );
  for (const [drawing, attributes = ''] of html.matchAll(/<svg([^>]*)>[\s\S]*?<\/svg>/g)) {
    t.regex(attributes, /aria-hidden="true"|role="img" aria-label="[^"]+"/, name);
    const isCode = attributes.includes('crispEdges');
    t.true(isCode || drawing.length < 2048, `${name}: a drawing of ${drawing.length} characters`);
  }
  const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  t.is(
    levels.find((level, index) => level > (levels[index - 1] ?? 0) + 1),
    undefined,
    name,
  );
}

test('nothing moves, so nothing has to be kept from moving', (t) => {
  t.false(/animation|transition|@keyframes|scroll-behavior/.test(readFileSync(sheet, 'utf8')));
});
