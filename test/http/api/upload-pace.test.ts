import { readdir } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { listRefusals } from '../../../src/builds/refusals.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const uploadPace = { bytes: 10_000, perMs: 500 };
let server: TestServer;

test.before(async () => {
  server = await startServer(scope, { uploadPace });
});

interface Told {
  status: number;
  code: string;
  /** Where the server answered before the end. */
  atOnce: boolean;
}

/** Sends a file in `pieces` pieces of `bytes`, 50 ms apart. */
async function trickle(bytes: number, pieces: number): Promise<Told> {
  const headers = {
    Authorization: `Bearer ${await server.token()}`,
    'Content-Type': 'multipart/form-data; boundary=b',
  };
  const outgoing = request(`${server.url}/api/v1/builds`, {
    method: 'POST',
    headers,
    rejectUnauthorized: false,
    agent: false,
  });
  let ended = false;
  const told = new Promise<Told>((resolve, reject) => {
    outgoing.on('error', reject).on('response', async (answer) => {
      const atOnce = !ended;
      const text = Buffer.concat(await answer.toArray()).toString();
      resolve({ status: answer.statusCode ?? 0, code: JSON.parse(text).code, atOnce });
    });
  });
  let answered = false;
  void told.then(() => {
    answered = true;
  });
  outgoing.write(
    '--b\r\nContent-Disposition: form-data; name="file"; filename="slow.apk"\r\nContent-Type: application/octet-stream\r\n\r\n',
  );
  for (let sent = 0; sent < pieces && !answered; sent += 1) {
    outgoing.write(Buffer.alloc(bytes, 'x'));
    await pause(50);
  }
  ended = true;
  outgoing.end('\r\n--b--\r\n');
  return told;
}

test.serial('an upload that trickles in is refused, and leaves a record and no byte', async (t) => {
  t.like(await trickle(10, 200), { status: 408, code: 'upload_too_slow', atOnce: true });
  t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
  t.like((await listRefusals(1))[0], { code: 'upload_too_slow', fileName: 'slow.apk' });
});

test.serial('an upload that takes long and comes fast enough is taken to its end', async (t) => {
  const told = await trickle(20_000, 25);
  t.like(told, { status: 415, code: 'unsupported_artifact', atOnce: false });
});

test.serial('a short upload needs no pace: it is over before', async (t) => {
  t.like(await trickle(10, 2), { status: 415, code: 'unsupported_artifact' });
});
