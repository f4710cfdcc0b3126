import test from 'ava';
import { addressList, clientAddress } from '../../../src/http/middleware/request-log.js';

const proxies = addressList(['10.0.0.1', '192.168.0.0/16']);
const none = addressList([]);

const rows: [
  title: string,
  peer: string,
  forwarded: string,
  proxies: typeof none,
  address: string,
][] = [
  [
    'without a trusted proxy the peer is the client, whatever it claims',
    '203.0.113.5',
    '1.2.3.4',
    none,
    '203.0.113.5',
  ],
  ['a trusted proxy tells the client', '10.0.0.1', '198.51.100.7', proxies, '198.51.100.7'],
  [
    'a chain of trusted proxies is followed',
    '10.0.0.1',
    '198.51.100.7, 192.168.3.4',
    proxies,
    '198.51.100.7',
  ],
  [
    'what the client itself put in front is not believed',
    '10.0.0.1',
    '6.6.6.6, 198.51.100.7',
    proxies,
    '198.51.100.7',
  ],
  [
    'an IPv4 peer on an IPv6 socket is an IPv4 address',
    '::ffff:10.0.0.1',
    '198.51.100.7',
    proxies,
    '198.51.100.7',
  ],
  ['a trusted proxy that tells nothing is the client', '10.0.0.1', '', proxies, '10.0.0.1'],
];

for (const [title, peer, forwarded, list, address] of rows) {
  test(title, (t) => t.is(clientAddress(peer, forwarded, list), address));
}
