import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { ConfigError, readConfig } from '../src/config.js';
import { temporaryFolder } from './helpers/temporary-folder.js';

function problemsOf(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return error instanceof ConfigError ? error.message : `not a ConfigError: ${error}`;
  }
}

test('an empty environment is a whole configuration', (t) => {
  const config = readConfig({});
  t.is(config.PORT, 8443);
  t.true(config.TLS);
  t.true(config.publicUrlGuessed);
  t.regex(config.PUBLIC_URL, /^https:\/\/[^/]+:8443$/);
  t.is(config.MAX_UPLOAD_BYTES, 4 * 1024 ** 3);
  t.true(Object.isFrozen(config));
});

test('every problem is named at once', (t) => {
  const problems = problemsOf({
    PUBLIC_URL: 'http://apps.example.org',
    PORT: '99999',
    TLS: 'yes',
    DATABASE_URL: 'mysql://x',
    TRUST_PROXY: '10.0.0.1, not-an-address',
    APPLE_ANCHORS: '/does/not/exist.pem',
  });
  for (const name of [
    'PUBLIC_URL',
    'PORT',
    'TLS',
    'DATABASE_URL',
    'TRUST_PROXY',
    'APPLE_ANCHORS',
  ]) {
    t.true(problems.includes(name), `${name} is not in: ${problems}`);
  }
});

test('a number setting takes whole numbers in its range, in digits alone', (t) => {
  const ranges = [
    ['PORT', 0, 65_535],
    ['MAX_UPLOAD_BYTES', 1024, Number.MAX_SAFE_INTEGER],
    ['TICKET_SECONDS', 1, 86_400],
    ['PACKAGE_TICKET_SECONDS', 1, 604_800],
  ] as const;
  for (const [name, least, most] of ranges) {
    for (const text of ['abc', ' ', '1.5', '-1', '1e3', '0x50', '4GB', '٣', `${most + 1}`]) {
      const whole = `✖ ${name}: "${text}" is not a whole number from ${least} to ${most}; write it in digits alone, or leave the setting out for its default`;
      t.is(problemsOf({ [name]: text }), whole);
    }
    if (least > 0) t.regex(problemsOf({ [name]: `${least - 1}` }), /is not a whole number/);
    for (const value of [least, most]) t.is(readConfig({ [name]: `${value}` })[name], value);
  }
});

test('a setting of a few words names them', (t) => {
  t.is(problemsOf({ TLS: 'yes' }), '✖ TLS: "yes" is none of on, off');
  t.regex(problemsOf({ LOG_LEVEL: 'loud' }), /^✖ LOG_LEVEL: "loud" is none of fatal, error, /);
});

test('NAME_FILE stands for NAME', async (t) => {
  const file = join(await temporaryFolder(t), 'database-url');
  await writeFile(file, 'postgres://slipway:secret@127.0.0.1/slipway\n');
  const { DATABASE_URL } = readConfig({ DATABASE_URL_FILE: file });
  t.is(DATABASE_URL, 'postgres://slipway:secret@127.0.0.1/slipway');
});

test('NAME and NAME_FILE together, or a file that is not there, are problems', (t) => {
  t.regex(
    problemsOf({ HOST: 'a', HOST_FILE: '/does/not/exist' }),
    /HOST and HOST_FILE are both set/,
  );
  t.regex(problemsOf({ HOST_FILE: '/does/not/exist' }), /cannot be read \(ENOENT\)/);
});

test('PUBLIC_URL loses a trailing slash, and an empty value is the default', (t) => {
  t.is(
    readConfig({ PUBLIC_URL: 'https://apps.example.org/' }).PUBLIC_URL,
    'https://apps.example.org',
  );
  t.true(readConfig({ PUBLIC_URL: '' }).publicUrlGuessed);
});

test('PUBLIC_URL is a host alone: no path, query, fragment or name before it', (t) => {
  for (const rest of ['/apps', '/?a=1', '/#top']) {
    t.regex(problemsOf({ PUBLIC_URL: `https://apps.example.org${rest}` }), /PUBLIC_URL/, rest);
  }
  t.regex(problemsOf({ PUBLIC_URL: 'https://anna:secret@apps.example.org' }), /PUBLIC_URL/);
  t.regex(problemsOf({ PUBLIC_URL: 'apps.example.org' }), /must be an https address/);
  t.is(
    readConfig({ PUBLIC_URL: 'https://Apps.example.org:443/' }).PUBLIC_URL,
    'https://apps.example.org',
  );
  t.is(readConfig({ PUBLIC_URL: 'https://[::1]:8443' }).PUBLIC_URL, 'https://[::1]:8443');
});

test('addresses and networks of proxies are taken', (t) => {
  const { trustedProxies } = readConfig({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,::1' });
  t.deepEqual(trustedProxies, ['127.0.0.1', '10.0.0.0/8', '::1']);
});

test('a gateway that is named needs its settings, and says which', (t) => {
  const environment = { MESSAGE_GATEWAYS: 'tencent,webhook', MESSAGE_SIGNATURE: '哈工大' };
  const error = t.throws(() => readConfig(environment));
  for (const name of ['TENCENT_SECRET_ID', 'TENCENT_TEMPLATES', 'MESSAGE_WEBHOOK_URL']) {
    t.true(error?.message.includes(`${name} is not set`), name);
  }
  t.throws(() => readConfig({ MESSAGE_GATEWAYS: 'pigeon' }), { message: /MESSAGE_GATEWAYS/ });
  const plain = { MESSAGE_WEBHOOK_URL: 'http://sms.example.cn/' };
  t.throws(() => readConfig(plain), { message: /must be https/ });
  t.notThrows(() => readConfig({ MESSAGE_WEBHOOK_URL: 'http://127.0.0.1:8080/' }));
});
