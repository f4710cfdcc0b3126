import { readdirSync } from 'node:fs';
import test from 'ava';
import { routes } from '../../../src/http/routes.js';
import { pageless, personPages } from '../../helpers/person-pages.js';
import { furnishPersonPath, signInPeople } from '../../helpers/person-path.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
let server: TestServer;
let people: Awaited<ReturnType<typeof signInPeople>>;

test.before(async () => {
  server = await startServer(scope);
  await furnishPersonPath(server);
  people = await signInPeople(server);
});

test('every template of the person’s pages is in the list that is audited', (t) => {
  const templates = readdirSync('templates/pages').map((file) => file.replace('.eta', ''));
  const listed = new Set<string>(personPages.map(({ template }) => template));
  t.deepEqual(
    templates.filter((template) => !listed.has(`pages/${template}`)),
    [],
  );
});

test('every GET route is in the list that is audited, or known to show no page', (t) => {
  const listed = new Set(personPages.map(({ route }) => route));
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

test.serial('every listed page is shown to the person it is listed for', async (t) => {
  for (const { name, template, path, person, device, typed } of personPages) {
    const client = server.client();
    for (const [cookie, value] of people.get(person) ?? []) client.cookies.set(cookie, value);
    const headers = { Accept: 'text/html', 'User-Agent': userAgents[device] };
    const { headers: answered, text } = typed
      ? await client.postForm(path, typed, { headers })
      : await client.get(path, headers);
    t.is(answered.location, undefined, `${name} leads to ${answered.location}`);
    t.regex(text, new RegExp(`data-page="${template.replace('pages/', '')}"`), name);
  }
});
