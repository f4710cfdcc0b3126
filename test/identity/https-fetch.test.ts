import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { boundedFetch } from '../../src/identity/https-fetch.js';
import { startHttps } from '../helpers/https.js';
import { makeAuthority, rsaPair } from '../helpers/server-certificates.js';

const timeoutMs = 2000;

test('a private authority is trusted where it is named, and only for the name in the certificate', async (t) => {
  const authority = await makeAuthority();
  const { port } = await startHttps(t, await rsaPair(authority, ['localhost']));
  const trusting = boundedFetch({ ca: authority.pem, timeoutMs });
  t.is(await (await trusting(`https://localhost:${port}/a?b=c`)).text(), '/a?b=c');
  await t.throwsAsync(trusting(`https://127.0.0.1:${port}/`), { message: /altnames|IP/ });
  const plain = boundedFetch({ ca: null, timeoutMs });
  await t.throwsAsync(plain(`https://localhost:${port}/`), { message: /certificate/ });
});

async function startPlain(t: ExecutionContext, answer: Parameters<typeof createServer>[1]) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('an answer that is too long, too slow or elsewhere is not waited for or followed', async (t) => {
  const fetch = boundedFetch({ ca: null, timeoutMs: 300 });
  const endless = await startPlain(t, (_incoming, answer) => {
    const timer = setInterval(() => answer.write('x'.repeat(100_000)), 5);
    answer.on('close', () => clearInterval(timer));
  });
  await t.throwsAsync(fetch(endless), { message: /too long/ });
  const silent = await startPlain(t, () => undefined);
  await t.throwsAsync(fetch(silent));
  const trickling = await startPlain(t, (_incoming, answer) => {
    const timer = setInterval(() => answer.write('x'), 50);
    answer.on('close', () => clearInterval(timer));
  });
  await t.throwsAsync(fetch(trickling));
  const elsewhere = await startPlain(t, (_incoming, answer) => {
    answer.writeHead(302, { Location: 'http://169.254.169.254/' }).end();
  });
  t.is((await fetch(elsewhere)).status, 302);
});
