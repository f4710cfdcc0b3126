import test from 'ava';
import { normaliseName, serverNames } from '../../src/certificates/server-names.js';

test('names are localhost, the configured ones and what the machine is called', (t) => {
  const names = serverNames(['Apps.Example.edu', 'localhost'], {
    hostName: 'harbour',
    addresses: [
      { address: '127.0.0.1', internal: true },
      { address: '10.1.2.3', internal: false },
      { address: 'fe80::1ff:fe23:4567:890a', internal: false },
      { address: '2001:0db8:0:0::1', internal: false },
    ],
  });
  t.deepEqual(names, [
    'localhost',
    '127.0.0.1',
    '::1',
    'apps.example.edu',
    'harbour',
    'harbour.local',
    '10.1.2.3',
    '2001:db8::1',
  ]);
});

test('a name is written one way, and what is no name is left out', (t) => {
  t.is(normaliseName('[2001:DB8::1]'), '2001:db8::1');
  t.is(normaliseName('0:0:0:0:0:0:0:1'), '::1');
  t.is(normaliseName('学校.example'), 'xn--48s290a.example');
  t.is(normaliseName('host.example.'), 'host.example');
  t.is(normaliseName('*.Example.edu'), '*.example.edu');
  t.is(normaliseName('my_host'), 'my_host');
  for (const bad of ['', 'a b', 'a..b', 'http://a', `${'a'.repeat(64)}.b`]) {
    t.is(normaliseName(bad), undefined, bad);
  }
});
