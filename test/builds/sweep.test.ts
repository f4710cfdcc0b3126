import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { Build } from '../../src/builds/model.js';
import { sweepOrphans } from '../../src/builds/sweep.js';
import { contentKey } from '../../src/storage/keys.js';
import { publishSample } from '../helpers/releases.js';
import { startServer } from '../helpers/server.js';

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

test('of five hundred files those that a build names stay, in a few queries', async (t) => {
  const server = await startServer(t);
  await publishSample(server, { platform: 'android' });
  await publishSample(server, { platform: 'ios' });
  const kept = {
    artifacts: await countFiles(join(server.storageDir, 'artifacts')),
    icons: await countFiles(join(server.storageDir, 'icons')),
  };
  t.deepEqual(kept, { artifacts: 2, icons: 2 });
  const files = Array.from({ length: 510 }, (_, index) => {
    const sha256 = index.toString(16).padStart(64, '0');
    return contentKey(index < 505 ? 'artifacts' : 'icons', sha256, 'x');
  });
  for (const key of files) {
    const path = join(server.storageDir, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'x');
  }
  let queries = 0;
  Build.addHook('beforeFind', 'count', () => {
    queries += 1;
  });
  const { store } = server.services;
  const hour = 60 * 60 * 1000;
  t.is(await sweepOrphans(store, hour, new Date()), 0, 'what is young may be about to be recorded');
  t.is(await sweepOrphans(store, 0, new Date(Date.now() + 1000)), 510);
  Build.removeHook('beforeFind', 'count');
  t.is(queries, 3);
  t.is(await countFiles(join(server.storageDir, 'artifacts')), 2);
  t.is(await countFiles(join(server.storageDir, 'icons')), 2);
});
