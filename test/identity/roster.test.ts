import test from 'ava';
import { rosterDirectory } from '../../src/identity/roster.js';
import { startServer } from '../helpers/server.js';

test('whoever a number belongs to, a wrong password costs two hashes', async (t) => {
  const server = await startServer(t);
  const left = '5004,D,,,granite-sparrow-17,\n';
  const header = 'number,name,department,phone,password,activation_code\n';
  await server.roster(header + left);
  const rows = [
    '5001,A,,,lantern-harbour-41,\n',
    '5002,B,,,,K7MQ-3XWD-9HTR\n',
    '5003,C,,,lantern-harbour-41,K7MQ-3XWD-9HTR\n',
    '5005,E,,,,\n',
  ];
  await server.roster(header + rows.join(''), { departures: true });
  let hashes = 0;
  const directory = rosterDirectory({
    verify(passwordHash, password) {
      hashes += 1;
      return server.services.passwords.verify(passwordHash, password);
    },
  });
  for (const number of ['5001', '5002', '5003', '5004', '5005', '5999']) {
    hashes = 0;
    t.is(await directory.authenticate(number, 'wrong'), null, number);
    t.is(hashes, 2, number);
  }
  hashes = 0;
  t.is(await directory.authenticate('5004', 'granite-sparrow-17'), null, 'who left, also rightly');
  t.is(hashes, 2);
});
