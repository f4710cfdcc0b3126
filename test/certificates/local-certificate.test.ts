import { X509Certificate } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { loadServerCertificate } from '../../src/certificates/load-server-certificate.js';
import { isAppError } from '../../src/errors.js';
import { makeAuthority, rsaPair } from '../helpers/server-certificates.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const DAY_MS = 86_400_000;
const start = new Date('2026-03-01T10:00:00Z');
const after = (days: number) => new Date(start.getTime() + days * DAY_MS);

async function installation(t: ExecutionContext) {
  const storageDir = await temporaryFolder(t);
  const tls = (name: string) => join(storageDir, 'tls', name);
  const load = (now = start, hostNames = ['apps.example.edu', '[2001:db8::7]', '192.0.2.7']) =>
    loadServerCertificate({ certsDir: join(storageDir, 'none'), storageDir, hostNames, now });
  return { tls, load };
}

async function refusal(t: ExecutionContext, promise: Promise<unknown>): Promise<string> {
  const error = await t.throwsAsync(promise);
  t.true(isAppError(error, 'server_certificate_unusable'), String(error));
  return error?.message ?? '';
}

test('the first start makes an authority and a server certificate that devices accept', async (t) => {
  const { load } = await installation(t);
  const { authority, cert, key, names, notAfter, source } = await load();
  t.is(source, 'local');
  const ca = new X509Certificate(authority?.pem ?? '');
  const server = new X509Certificate(cert);
  t.true(ca.ca);
  t.true(ca.verify(ca.publicKey));
  t.true(server.checkIssued(ca));
  t.true(server.verify(ca.publicKey));
  t.false(server.ca);
  t.deepEqual(server.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  t.is(server.publicKey.asymmetricKeyDetails?.modulusLength, 2048);
  t.regex(authority?.commonName ?? '', /^Slipway local CA \(.+\)$/);
  t.is(authority?.sha256, ca.fingerprint256.replaceAll(':', '').toLowerCase());
  t.deepEqual(authority?.der, ca.raw);
  t.true(key.startsWith('-----BEGIN PRIVATE KEY-----'));
  t.true(Date.parse(server.validFrom) < start.getTime());
  t.true(Date.parse(server.validTo) - Date.parse(server.validFrom) <= 825 * DAY_MS);
  t.is(notAfter.getTime(), Date.parse(server.validTo));
  for (const name of [
    'localhost',
    '127.0.0.1',
    '::1',
    'apps.example.edu',
    '2001:db8::7',
    '192.0.2.7',
  ]) {
    t.true(names.includes(name), name);
  }
  t.is(server.checkIP('2001:db8::7'), '2001:db8::7');
});

test('both certificates are signed with SHA-256 and the authority is critically CA:TRUE, path length 0', async (t) => {
  const { load } = await installation(t);
  const { authority, cert } = await load();
  const sha256WithRsa = Buffer.from('06092a864886f70d01010b', 'hex');
  t.true(new X509Certificate(cert).raw.includes(sha256WithRsa));
  t.true(authority?.der.includes(sha256WithRsa));
  const criticalCaPathZero = Buffer.from('0603551d130101ff040830060101ff020100', 'hex');
  t.true(authority?.der.includes(criticalCaPathZero));
});

test('the files are readable for their owner alone and no draft stays behind', async (t) => {
  const { tls, load } = await installation(t);
  await load();
  t.deepEqual((await readdir(tls(''))).sort(), ['ca.key', 'ca.pem', 'server.key', 'server.pem']);
  t.is((await stat(tls(''))).mode & 0o777, 0o700);
  t.is((await stat(tls('ca.key'))).mode & 0o777, 0o600);
  t.is((await stat(tls('server.key'))).mode & 0o777, 0o600);
});

test('the next start uses what is there and has nothing to tell', async (t) => {
  const { load } = await installation(t);
  const first = await load();
  t.is(first.notices.length, 2);
  const second = await load(after(300));
  t.deepEqual(second, { ...first, notices: [] });
});

test('with less than 30 days left the same authority signs a new server certificate', async (t) => {
  const { load } = await installation(t);
  const first = await load();
  t.is((await load(after(366))).cert, first.cert);
  const renewed = await load(after(368));
  t.not(renewed.cert, first.cert);
  t.not(renewed.key, first.key);
  t.not(
    new X509Certificate(renewed.cert).serialNumber,
    new X509Certificate(first.cert).serialNumber,
  );
  t.is(renewed.authority?.pem, first.authority?.pem);
  t.regex(renewed.notices.join(), /less than 30 days/);
});

test('a new host name makes a new server certificate, one that went away does not', async (t) => {
  const { load } = await installation(t);
  const first = await load(start, ['one.example.edu', 'two.example.edu']);
  t.is((await load(start, ['two.example.edu'])).cert, first.cert);
  const renewed = await load(start, ['three.example.edu']);
  t.true(renewed.names.includes('three.example.edu'));
  t.regex(renewed.notices.join(), /did not name three\.example\.edu/);
});

test('an authority near its end is renewed with its key, so devices that trust the old one go on', async (t) => {
  const { load } = await installation(t);
  const first = await load();
  const renewed = await load(after(9 * 365));
  t.not(renewed.authority?.pem, first.authority?.pem);
  t.is(renewed.authority?.commonName, first.authority?.commonName);
  t.true(
    new X509Certificate(renewed.cert).checkIssued(new X509Certificate(first.authority?.pem ?? '')),
  );
  t.true(renewed.notAfter < (renewed.authority?.notAfter ?? start));
  t.regex(renewed.notices.join(), /authority was renewed/);
});

for (const [what, spoil] of [
  ['a lost server key', (tls: (name: string) => string) => rm(tls('server.key'))],
  [
    'a torn server certificate',
    (tls: (name: string) => string) => writeFile(tls('server.pem'), '-----BEG'),
  ],
] as const) {
  test(`${what} is made anew by the same authority, and told of`, async (t) => {
    const { tls, load } = await installation(t);
    const first = await load();
    await spoil(tls);
    const second = await load();
    t.not(second.cert, first.cert);
    t.is(second.authority?.sha256, first.authority?.sha256);
    t.regex(second.notices.join(), /server certificate was made, since server\.(key|pem)/);
    t.deepEqual((await load()).notices, []);
  });
}

test('a server certificate of another authority is not served', async (t) => {
  const { tls, load } = await installation(t);
  await load();
  const foreign = await rsaPair(await makeAuthority(), ['localhost']);
  await writeFile(tls('server.pem'), foreign.cert);
  await writeFile(tls('server.key'), foreign.key);
  t.regex((await load()).notices.join(), /not signed by the local authority/);
});

test('a first start that was cut short after the key goes on with that key', async (t) => {
  const { tls, load } = await installation(t);
  await load();
  const key = await readFile(tls('ca.key'), 'utf8');
  await rm(tls('ca.pem'));
  const { authority } = await load();
  t.is(await readFile(tls('ca.key'), 'utf8'), key);
  t.regex(authority?.commonName ?? '', /^Slipway local CA/);
});

test('a broken authority is refused with the remedy, never replaced', async (t) => {
  const { tls, load } = await installation(t);
  await load();
  const pem = await readFile(tls('ca.pem'), 'utf8');
  const key = await readFile(tls('ca.key'), 'utf8');
  const stranger = await makeAuthority();

  await writeFile(tls('ca.key'), stranger.keyPem);
  t.regex(
    await refusal(t, load()),
    /ca\.pem does not belong to ca\.key: restore .* backup, or remove/,
  );
  await writeFile(tls('ca.key'), 'rubbish');
  t.regex(await refusal(t, load()), /ca\.key cannot be read as a private key/);
  await rm(tls('ca.key'));
  t.regex(await refusal(t, load()), /ca\.key is missing/);
  await writeFile(tls('ca.key'), key);
  await writeFile(tls('ca.pem'), 'rubbish');
  t.regex(await refusal(t, load()), /ca\.pem cannot be read as a certificate/);
  t.is(await readFile(tls('ca.pem'), 'utf8'), 'rubbish');
  await writeFile(tls('ca.pem'), await readFile(tls('server.pem')));
  t.regex(await refusal(t, load()), /not the certificate of an authority/);
  await writeFile(tls('ca.pem'), pem);
  await t.notThrowsAsync(load());
});
