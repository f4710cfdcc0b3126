import { rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { loadServerCertificate } from '../../src/certificates/load-server-certificate.js';
import { tlsOptions } from '../../src/certificates/tls-options.js';
import { watchServerCertificate } from '../../src/certificates/watch-server-certificate.js';
import { httpsGet, startHttps } from '../helpers/https.js';
import { installPair, makeAuthority, rsaPair } from '../helpers/server-certificates.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

async function running(t: ExecutionContext, startedDaysAgo = 0) {
  const certsDir = await temporaryFolder(t);
  const settings = { certsDir, storageDir: join(certsDir, 'storage'), hostNames: ['x.example'] };
  let clock = new Date(Date.now() - startedDaysAgo * 86_400_000);
  const first = await loadServerCertificate({ ...settings, now: clock });
  const { server, port } = await startHttps(t, tlsOptions(first));
  const errors: unknown[] = [];
  const watch = watchServerCertificate({
    ...settings,
    current: first,
    now: () => clock,
    onChange: (certificate) => server.setSecureContext(tlsOptions(certificate)),
    onError: (error) => errors.push(error),
  });
  t.teardown(() => watch.stop());
  const advanceToToday = () => {
    clock = new Date();
  };
  const ca = first.authority?.pem ?? '';
  return { certsDir, port, watch, errors, advanceToToday, ca };
}

test('a client that trusts the local authority is served by name and by address', async (t) => {
  const { port, ca } = await running(t);
  const seen = await httpsGet(port, ca, { path: '/healthz' });
  t.is(seen.body, '/healthz');
  t.is(seen.protocol, 'TLSv1.3');
  t.is((await httpsGet(port, ca, { name: 'x.example' })).body, '/');
  await t.throwsAsync(httpsGet(port, ca, { name: 'y.example' }), { message: /altnames/ });
  const stranger = await makeAuthority();
  await t.throwsAsync(httpsGet(port, stranger.pem), { message: /certificate/ });
});

test('TLS 1.2 is served with AEAD and ephemeral keys only, in the order of the server', async (t) => {
  const { port, ca } = await running(t);
  const old = { maxVersion: 'TLSv1.2' } as const;
  const order = 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256';
  const seen = await httpsGet(port, ca, { ...old, ciphers: order });
  t.is(seen.protocol, 'TLSv1.2');
  t.is(seen.cipher, 'ECDHE-RSA-AES128-GCM-SHA256');
  const chacha = `ECDHE-RSA-CHACHA20-POLY1305:${order}`;
  t.is(
    (await httpsGet(port, ca, { ...old, ciphers: chacha })).cipher,
    'ECDHE-RSA-CHACHA20-POLY1305',
  );
  for (const ciphers of ['ECDHE-RSA-AES128-SHA256', 'AES128-GCM-SHA256', 'AES128-SHA']) {
    await t.throwsAsync(httpsGet(port, ca, { ...old, ciphers }), { message: /handshake failure/ });
  }
  const tls11 = {
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const;
  await t.throwsAsync(httpsGet(port, ca, tls11), { message: /protocol version/ });
});

test('a renewal reaches new connections and leaves an open one alone', async (t) => {
  const { port, watch, errors, advanceToToday, ca } = await running(t, 370);
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 1 });
  t.teardown(() => agent.destroy());
  const get = () =>
    new Promise<boolean>((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, agent, servername: 'localhost' });
      outgoing.on('response', (answer) => {
        answer.resume().on('end', () => resolve(outgoing.reusedSocket));
      });
      outgoing.on('error', reject).end();
    });
  t.false(await get());
  const { serial } = await httpsGet(port, ca);
  await watch.check();
  t.is((await httpsGet(port, ca)).serial, serial);
  advanceToToday();
  await watch.check();
  t.not((await httpsGet(port, ca)).serial, serial);
  t.true(await get());
  t.deepEqual(errors, []);
});

test("the operator's files are taken up while the server runs, a bad pair once told of and never served", async (t) => {
  const { certsDir, port, watch, errors, ca } = await running(t);
  const authority = await makeAuthority();
  const { serial } = await httpsGet(port, ca);
  const pair = await rsaPair(authority, ['localhost']);
  await writeFile(join(certsDir, 'server.pem'), pair.cert);
  await watch.check();
  await watch.check();
  t.regex(String(errors), /server\.pem is there without/);
  t.is(errors.length, 1);
  t.is((await httpsGet(port, ca)).serial, serial);

  await installPair(certsDir, pair);
  await watch.check();
  const first = await httpsGet(port, authority.pem);
  await installPair(certsDir, await rsaPair(authority, ['localhost']));
  await watch.check();
  t.not((await httpsGet(port, authority.pem)).serial, first.serial);
  t.is(errors.length, 1);
});

test("the operator's certificate stays in service when its files vanish", async (t) => {
  const { certsDir, port, watch, errors } = await running(t);
  const authority = await makeAuthority();
  await installPair(certsDir, await rsaPair(authority, ['localhost']));
  await watch.check();
  await rm(join(certsDir, 'server.pem'));
  await rm(join(certsDir, 'server.key'));
  await watch.check();
  t.regex(String(errors), /is gone: the one loaded before is served/);
  t.is((await httpsGet(port, authority.pem)).body, '/');
});

test('the watch looks by itself and stops when told', async (t) => {
  const certsDir = await temporaryFolder(t);
  const settings = { certsDir, storageDir: join(certsDir, 'storage'), hostNames: [] };
  const current = await loadServerCertificate({ ...settings, now: new Date() });
  await writeFile(join(certsDir, 'server.key'), 'alone');
  const told = await new Promise((resolve) => {
    const watch = watchServerCertificate({
      ...settings,
      current,
      intervalMs: 5,
      onChange: () => resolve('changed'),
      onError: (error) => resolve(watch.stop().then(() => String(error))),
    });
    // The watch does not keep a process alive by itself; this timer stands in for the server.
    const alive = setTimeout(() => resolve('nothing happened'), 5_000);
    t.teardown(() => clearTimeout(alive));
  });
  t.regex(String(told), /server\.key is there without/);
});
