import test from 'ava';
import { createApp } from '../../../src/apps/apps.js';
import { suspendRegistration } from '../../../src/registrations/administer.js';
import { textsTo } from '../../helpers/gateway-server.js';
import type { Answer, Client } from '../../helpers/http.js';
import {
  type PhoneServer,
  phonePassword,
  see,
  startPhoneServer,
} from '../../helpers/phone-server.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer } from '../../helpers/server.js';

const scope = fileScope(test);
const reset = '/a/campus/reset';
const fresh = 'seven herons over the Songhua';
let phones: PhoneServer;

test.before(async () => {
  phones = await startPhoneServer(scope);
});

const ask = (client: Client, number: string) => client.postForm(reset, { number });

function finish(client: Client, fields: { number: string; code: string; password?: string }) {
  const form = { password: fresh, ...fields };
  return client.postForm(`${reset}/code`, form, { formPath: reset });
}

async function codeOf(phone: string, count: number): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (textsTo(phones.gateway, phone).length >= count) return phones.code(phone);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no code came');
}

const plain = ({ text }: Answer) => text.replace(/name="(csrf|number)" value="[^"]+"/g, '');

test.serial('a new password for the code on the bound phone; every session ends', async (t) => {
  const client = await phones.settle('3001', '13800138001');
  phones.later(2);
  const browser = phones.server.client();
  t.regex((await see(browser, '/a/campus/register')).text, /id="forgot" href="\/a\/campus\/reset"/);
  const asked = await ask(browser, '３００１');
  t.is(asked.status, 200);
  const code = await codeOf('+8613800138001', 2);
  for (const [password, words] of [
    ['short', '至少要有 8 个字符'],
    ['password1', '太容易被猜到'],
    ['30013001', '太容易被猜到'],
    ['12345678', '太容易被猜到'],
  ] as const) {
    const weak = await finish(browser, { number: '3001', code, password });
    t.is(weak.status, 400, password);
    t.true(weak.text.includes(words), password);
  }
  const done = await finish(browser, { number: '3001', code });
  t.is(done.status, 200);
  t.true(done.text.includes('密码已更改'));
  t.is((await see(client, '/a/campus/registered')).headers.location, '/a/campus');
  const signIn = (password: string) =>
    phones.server.client().postForm('/a/campus/register', { number: '3001', password });
  t.is((await signIn(phonePassword)).status, 401);
  t.is((await signIn(fresh)).status, 303);
  t.is((await finish(browser, { number: '3001', code })).status, 422);
});

test.serial(
  'an unknown number, one without a phone and one suspended get the same pages',
  async (t) => {
    await phones.settle('3002', '13800138002');
    await phones.settle('3003', '13800138003');
    await phones.arrive('3004', '13800138004');
    await suspendRegistration(phones.server.services, { number: '3003', actor: 'admin:anna' });
    phones.later(2);
    const browser = phones.server.client();
    const known = await ask(browser, '3002');
    const wrong = await finish(browser, { number: '3002', code: '12345' });
    for (const number of ['3003', '3004', '99999999']) {
      t.is(plain(await ask(browser, number)), plain(known), number);
      const answer = await finish(browser, { number, code: '12345' });
      t.is(answer.status, wrong.status);
      t.is(plain(answer), plain(wrong), number);
    }
    for (let tries = 0; tries < 9; tries += 1) {
      const both = [];
      for (const number of ['3002', '99999999']) {
        both.push(await finish(browser, { number, code: '12345' }));
      }
      t.is(both[0]?.status, both[1]?.status);
    }
    t.is((await finish(browser, { number: '3002', code: '12345' })).status, 429);
    t.is((await finish(browser, { number: '99999999', code: '12345' })).status, 429);
    t.is(textsTo(phones.gateway, '+8613800138003').length, 1);
    t.is(textsTo(phones.gateway, '+8613800138004').length, 0);
  },
);

test.serial(
  'how long it takes does not tell a registered number from an unknown one',
  async (t) => {
    await phones.settle('3005', '13800138005');
    const browser = phones.server.client();
    const page = await see(browser, reset);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };
    const timed = async (number: string) => {
      const body = new URLSearchParams({ csrf, number }).toString();
      const begun = performance.now();
      await browser.send(reset, { method: 'POST', headers, body });
      return performance.now() - begun;
    };
    const times: Record<string, number[]> = { '3005': [], '88888888': [] };
    for (let round = 0; round < 10; round += 1) {
      for (const [number, all] of Object.entries(times)) all.push(await timed(number));
    }
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[5] ?? 0;
    const [known = 0, unknown = 0] = Object.values(times).map(median);
    t.log(`known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`);
    t.true(Math.abs(known - unknown) < Math.max(15, unknown), `${known} and ${unknown} ms`);
  },
);

test.serial('a refused code takes as long for a number that nobody has', async (t) => {
  await phones.settle('3006', '13800138006');
  phones.later(2);
  const browser = phones.server.client();
  await ask(browser, '3006');
  await codeOf('+8613800138006', 2);
  const timed = async (number: string) => {
    const begun = performance.now();
    t.is((await finish(browser, { number, code: '12345' })).status, 422);
    return performance.now() - begun;
  };
  const difference: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const known = await timed('3006');
    const unknown = await timed('77777777');
    t.true(known >= 500 && unknown >= 500);
    difference.push(known - unknown);
  }
  t.log(difference.map((ms) => `${ms.toFixed(1)} ms`).join(', '));
  t.true(Math.min(...difference.map(Math.abs)) < 30);
});

test.serial('what strangers guess at a reset keeps nobody from changing their phone', async (t) => {
  const phone = '+8613800138077';
  const client = await phones.settle('3077', phone.slice(3));
  const stranger = phones.server.client();
  for (const count of [2, 3]) {
    phones.later(2);
    await ask(stranger, '3077');
    await codeOf(phone, count);
    for (let tries = 0; tries < 5; tries += 1) {
      await finish(stranger, { number: '3077', code: '12345' });
    }
  }
  phones.later(2);
  const change = '/a/campus/phone/change';
  await client.postForm(change, { number: '13900139077', password: phonePassword });
  const code = await codeOf(phone, 4);
  const proven = await client.postForm(`${change}/old`, { code });
  t.is(proven.headers.location, `${change}/new`);
});

test.serial('without a gateway the page sends to the help page', async (t) => {
  await phones.server.stop();
  const server = await startServer(t);
  await createApp(server.services, { slug: 'campus', name: 'Campus', actor: 'operator' });
  const answer = await see(server.client(), reset);
  t.is(answer.headers.location, '/a/campus/help#password');
});
