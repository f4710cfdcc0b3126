import test from 'ava';
import { ConfigError, readConfig } from '../src/config.js';

function problemsOf(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return error instanceof ConfigError ? error.message : `not a ConfigError: ${error}`;
  }
}

test('without a choice people come from the roster', (t) => {
  t.deepEqual(readConfig({}).DIRECTORIES, ['roster']);
  const chosen = readConfig({
    DIRECTORIES: 'cas, roster',
    CAS_URL: 'https://ids.example.edu.cn/cas',
  });
  t.deepEqual(chosen.DIRECTORIES, ['cas', 'roster']);
});

test('what the chosen directories lack is named at once, with other problems', (t) => {
  const problems = problemsOf({ DIRECTORIES: 'roster,ldap,cas,oidc', PORT: 'x' });
  const missing = ['LDAP_URL', 'LDAP_BASE_DN', 'CAS_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID'];
  for (const name of [...missing, 'PORT']) t.true(problems.includes(name), name);
  t.regex(problemsOf({ DIRECTORIES: 'saml' }), /DIRECTORIES/);
  t.regex(problemsOf({ DIRECTORIES: 'roster,roster' }), /twice/);
});

test('a password never crosses a network in the clear unless somebody says so', (t) => {
  const ldap = {
    DIRECTORIES: 'ldap',
    LDAP_BASE_DN: 'dc=example',
    LDAP_URL: 'ldap://ldap.example.edu',
  };
  t.regex(problemsOf(ldap), /in the clear/);
  for (const more of [
    { LDAP_START_TLS: 'on' },
    { LDAP_PLAIN: 'on' },
    { LDAP_URL: 'ldaps://ldap.example.edu' },
    { LDAP_URL: 'ldap://127.0.0.1:3890' },
  ]) {
    t.is(problemsOf({ ...ldap, ...more }), '');
  }
  t.regex(problemsOf({ ...ldap, LDAP_URL: 'ldaps://a', LDAP_START_TLS: 'on' }), /already/);
  t.regex(problemsOf({ DIRECTORIES: 'cas', CAS_URL: 'http://ids.example.edu.cn' }), /CAS_URL/);
  const oidc = { DIRECTORIES: 'oidc', OIDC_CLIENT_ID: 'x', OIDC_ISSUER: 'http://id.example.edu' };
  t.regex(problemsOf(oidc), /OIDC_ISSUER/);
});
