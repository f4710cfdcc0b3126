import { createPrivateKey, createPublicKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import forge from 'node-forge';
import { loadServerCertificate } from '../../src/certificates/load-server-certificate.js';
import { tlsOptions } from '../../src/certificates/tls-options.js';
import { isAppError } from '../../src/errors.js';
import { httpsGet, startHttps } from '../helpers/https.js';
import {
  ecPair,
  installPair,
  makeAuthority,
  rsaPair,
  validFor,
} from '../helpers/server-certificates.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const authority = await makeAuthority();
const good = await rsaPair(authority, ['apps.example.edu', '2001:db8::7']);

async function folder(t: ExecutionContext) {
  const certsDir = await temporaryFolder(t);
  const file = (name: string) => join(certsDir, name);
  const load = (hostNames = ['apps.example.edu'], now = new Date()) =>
    loadServerCertificate({ certsDir, storageDir: file('storage'), hostNames, now });
  const refused = async (expected: RegExp) => {
    const error = await t.throwsAsync(load());
    t.true(isAppError(error, 'server_certificate_unusable'), String(error));
    t.regex(error?.message ?? '', expected);
  };
  return { certsDir, file, load, refused };
}

test("the operator's certificate is used where there is one", async (t) => {
  const { certsDir, load } = await folder(t);
  await installPair(certsDir, { ...good, cert: `text before\n${good.cert}\n${authority.pem}` });
  const loaded = await load();
  t.is(loaded.source, 'operator');
  t.is(loaded.authority, null);
  t.is(loaded.cert, good.cert + authority.pem);
  t.is(loaded.key, good.key);
  t.deepEqual(loaded.names, ['apps.example.edu', '2001:db8::7']);
  t.deepEqual(loaded.notices, []);
});

test('RSA and EC pairs both serve HTTPS', async (t) => {
  for (const pair of [good, await ecPair(authority, ['apps.example.edu'])]) {
    const { certsDir, load } = await folder(t);
    await installPair(certsDir, pair);
    const { port } = await startHttps(t, tlsOptions(await load()));
    const seen = await httpsGet(port, authority.pem, { name: 'apps.example.edu', path: '/x' });
    t.is(seen.body, '/x');
  }
});

test('one file without the other is refused', async (t) => {
  const { file, refused } = await folder(t);
  await writeFile(file('server.pem'), good.cert);
  await refused(/server\.pem is there without .*server\.key: add the missing file, or remove both/);
});

test('a key without its certificate is refused', async (t) => {
  const { file, refused } = await folder(t);
  await writeFile(file('server.key'), good.key);
  await refused(/server\.key is there without .*server\.pem/);
});

test('a key of another certificate is refused', async (t) => {
  const { certsDir, refused } = await folder(t);
  await installPair(certsDir, { cert: good.cert, key: authority.keyPem });
  await refused(/server\.key does not belong to the certificate in .*server\.pem: replace both/);
});

test('a chain in the wrong order is refused', async (t) => {
  const { certsDir, refused } = await folder(t);
  await installPair(certsDir, { cert: authority.pem + good.cert, key: good.key });
  await refused(/must begin with the server's own certificate/);
});

test('an expired certificate and one of the future are refused', async (t) => {
  const { certsDir, refused } = await folder(t);
  const past = validFor(20, new Date('2020-01-02T00:00:00Z'));
  await installPair(certsDir, await rsaPair(authority, ['apps.example.edu'], past));
  await refused(/server\.pem expired on 2020-01-21T00:00:00\.000Z: renew it/);
  const future = validFor(20, new Date('2099-01-02T00:00:00Z'));
  await installPair(certsDir, await rsaPair(authority, ['apps.example.edu'], future));
  await refused(/valid only from 2099-01-01.* clock/);
});

test('unreadable PEM is refused by the name of its file', async (t) => {
  const { certsDir, refused } = await folder(t);
  await installPair(certsDir, { ...good, cert: 'rubbish' });
  await refused(/server\.pem holds no certificate/);
  await installPair(certsDir, { ...good, cert: good.cert.replace(/MII.{20}/, 'MII') });
  await refused(/server\.pem holds a damaged certificate/);
  await installPair(certsDir, { ...good, key: 'rubbish' });
  await refused(/server\.key holds no readable private key/);
});

test('a key behind a passphrase or of a kind that devices refuse is refused', async (t) => {
  const { certsDir, refused } = await folder(t);
  const key = createPrivateKey(good.key);
  const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  await installPair(certsDir, { ...good, key: key.export(cipher).toString() });
  await refused(/protected by a passphrase/);
  const ed25519 =
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n';
  t.is(createPublicKey(ed25519).asymmetricKeyType, 'ed25519');
  await installPair(certsDir, { ...good, key: ed25519 });
  await refused(/neither an RSA nor an EC key/);
});

test('a key too short for TLS is refused before the server opens', async (t) => {
  const { certsDir, refused } = await folder(t);
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair({ bits: 512 });
  const weak = forge.pki.createCertificate();
  weak.publicKey = publicKey;
  weak.validity.notAfter = new Date(Date.now() + 86_400_000);
  weak.sign(privateKey, forge.md.sha256.create());
  const pem = {
    cert: forge.pki.certificateToPem(weak),
    key: forge.pki.privateKeyToPem(privateKey),
  };
  await installPair(certsDir, pem);
  await refused(/server\.pem cannot serve TLS \(.*too small/);
});

test('what devices will stumble over is told of', async (t) => {
  const { certsDir, load } = await folder(t);
  await installPair(certsDir, good);
  const { notices } = await load(['other.example.edu'], new Date(Date.now() + 80 * 86_400_000));
  t.is(notices.length, 2);
  t.regex(notices[0] ?? '', /expires in 8 days/);
  t.regex(notices[1] ?? '', /not valid for other\.example\.edu/);
});
