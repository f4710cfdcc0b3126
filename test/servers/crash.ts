import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { buildApk } from '../helpers/artifacts/apk.js';
import { drawIcon } from '../helpers/artifacts/png.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
import { slipway } from '../helpers/command.js';
import { type ServerProcess, startServerProcess } from '../helpers/server-process.js';

const rounds = 20;
const uploadsAtOnce = 3;
/** Uploads of this size take about as long as the server is left alive. */
const buildBytes = 3_000_000;
const longestLifeMs = 1500;

const signer = makeAndroidSigner({ keyType: 'ec' });
const icon = drawIcon({ size: 96 });

function nextBuild(versionCode: number): Buffer {
  return buildApk({ signer, icon, versionCode, padToBytes: buildBytes, schemes: ['v2', 'v3'] });
}

interface Listed {
  builds: { sha256: string; size: number; icon: unknown }[];
  total: number;
}

/** Sends builds one after the other until the server is gone; notes the hash of each that it took. */
async function keepUploading(
  server: ServerProcess,
  next: () => Buffer,
  headers: Record<string, string>,
  taken: Set<string>,
): Promise<void> {
  for (;;) {
    const bytes = next();
    const file = { name: 'campus.apk', bytes };
    const answer = await server
      .client()
      .postFile('/api/v1/builds', file, { app: 'campus' }, headers)
      .catch(() => undefined);
    if (answer === undefined) return;
    if (answer.status === 201) taken.add(createHash('sha256').update(bytes).digest('hex'));
  }
}

test('kill -9 during uploads leaves whole builds, and nothing else after the next start', async (t) => {
  const server = await startServerProcess(t);
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'upload,publish,read'];
  const { out } = await slipway(args, { env: server.env });
  const headers = { Authorization: `Bearer ${out.trim()}` };
  const taken = new Set<string>();
  const starts: number[] = [];
  let versionCode = 0;
  let leftBehind = 0;
  const next = () => {
    versionCode += 1;
    return nextBuild(versionCode);
  };

  for (let round = 0; round < rounds; round += 1) {
    const uploads = Array.from({ length: uploadsAtOnce }, () =>
      keepUploading(server, next, headers, taken),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longestLifeMs));
    await server.end('SIGKILL');
    await Promise.all(uploads);
    leftBehind += (await readdir(join(server.storageDir, 'incoming')).catch(() => [])).length;
    starts.push(await server.start());
    t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
    await checkWhole();
  }

  async function checkWhole() {
    const answer = await server.client().get('/api/v1/builds?limit=200', headers);
    const { builds, total } = answer.json<Listed>();
    t.is(builds.length, total);
    for (const { sha256, size } of builds) {
      const key = `artifacts/${sha256.slice(0, 2)}/${sha256.slice(2)}.apk`;
      const bytes = await readFile(join(server.storageDir, key));
      t.is(bytes.length, size);
      t.is(createHash('sha256').update(bytes).digest('hex'), sha256);
    }
    const listed = new Set(builds.map(({ sha256 }) => sha256));
    for (const sha256 of taken) t.true(listed.has(sha256), 'a build that was answered is there');
    t.is(await countFiles(join(server.storageDir, 'artifacts')), total);
    t.is(await countFiles(join(server.storageDir, 'icons')), Math.min(total, 1));
  }

  const median = starts.toSorted((a, b) => a - b)[rounds >> 1] ?? 0;
  t.log(
    `${taken.size} builds taken, ${leftBehind} files swept; ready after ${median.toFixed(0)} ms (median), ${Math.max(...starts).toFixed(0)} ms (most)`,
  );
  t.true(taken.size > 0 && leftBehind > 0);
  t.true(median < 2000);
});

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).length;
}
