import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Archive, openArchive } from '../../../src/artifacts/archive.js';
import type { Inspection } from '../../../src/artifacts/artifact.js';
import { openFileBytes } from '../../../src/artifacts/file-bytes.js';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import { flipBit, writeZip, type ZipEntry } from '../artifacts/zip.js';

const maxEntry = 64 * 1024 * 1024;

/** What an attacker changes of an app whose root folder is `app`; null where there is nothing to change. */
type Tampering = (entries: readonly ZipEntry[], app: string) => ZipEntry[] | null;

/** Copies of an IPA, each changed in one way and written anew, with our verdict on them. */
export async function tamperedCopies(
  path: string,
  now: Date,
): Promise<{ what: string; inspection: Inspection }[]> {
  const { entries, app } = await readEntries(path);
  const folder = await mkdtemp(join(tmpdir(), 'slipway-conformance-'));
  const results: { what: string; inspection: Inspection }[] = [];
  try {
    for (const [what, tamper] of Object.entries(tamperings)) {
      const changed = tamper(entries, app);
      if (changed === null) continue;
      const copy = join(folder, 'copy.ipa');
      await writeFile(copy, writeZip(changed));
      results.push({ what, inspection: await inspectFile(copy, { now, anchors: [] }) });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return results;
}

async function readEntries(path: string): Promise<{ entries: ZipEntry[]; app: string }> {
  const file = openFileBytes(path);
  try {
    const archive = await openArchive(file);
    const entries: ZipEntry[] = [];
    for (const entry of archive.entries.values())
      entries.push({ name: entry.name, data: await archive.read(entry, maxEntry) });
    return { entries, app: appFolder(archive) };
  } finally {
    file.close();
  }
}

function appFolder({ entries }: Archive): string {
  for (const name of entries.keys()) {
    const [folder] = /^Payload\/[^/]+\.app\//.exec(name) ?? [];
    if (folder !== undefined) return folder;
  }
  throw new RangeError('no app');
}

const tamperings: Readonly<Record<string, Tampering>> = {
  'a bit flipped in its code': (entries, app) =>
    edited(entries, (name, data) => isExecutable(name, data, app), flipped(0.25)),
  'a changed Info.plist': (entries, app) =>
    edited(entries, (name) => name === `${app}Info.plist`, appended(' ')),
  'a changed resource': (entries, app) =>
    edited(entries, (name) => isSealed(name, app), appended(' ')),
  'a removed resource': (entries, app) => {
    const gone = entries.find(({ name }) => isSealed(name.toString(), app));
    return gone === undefined ? null : entries.filter((entry) => entry !== gone);
  },
  'an added file': (entries, app) => [
    ...entries,
    { name: `${app}added.dylib`, data: Buffer.from('added') },
  ],
  'a changed seal': (entries, app) =>
    edited(entries, (name) => name === `${app}_CodeSignature/CodeResources`, appended('\n')),
  'a changed profile': (entries, app) =>
    edited(entries, (name) => name === `${app}embedded.mobileprovision`, flipped(0.5)),
  'a second app': (entries, app) => [
    ...entries,
    ...entries
      .filter(({ name }) => name.toString() === `${app}Info.plist`)
      .map((entry) => ({ ...entry, name: 'Payload/Second.app/Info.plist' })),
  ],
};

function edited(
  entries: readonly ZipEntry[],
  isChosen: (name: string, data: Buffer) => boolean,
  change: (data: Buffer) => Buffer,
): ZipEntry[] | null {
  const chosen = entries.find(({ name, data }) => isChosen(name.toString(), data));
  if (chosen === undefined) return null;
  return entries.map((entry) =>
    entry === chosen ? { ...entry, data: change(Buffer.from(entry.data)) } : entry,
  );
}

/** The Mach-O in the app's own folder that is no library. */
function isExecutable(name: string, data: Buffer, app: string): boolean {
  const isOwn = name.startsWith(app) && !name.slice(app.length).includes('/');
  const magic = data.length < 4 ? 0 : data.readUInt32BE(0);
  return isOwn && [0xcafebabe, 0xcffaedfe, 0xcefaedfe].includes(magic);
}

/** Sealed by the usual rules and not optional, as files of one language are. */
function isSealed(name: string, app: string): boolean {
  const inner = name.slice(app.length);
  if (!name.startsWith(app) || inner === 'Info.plist' || inner.includes('.lproj/')) return false;
  return /\.(png|nib|car|strings|json|txt|plist)$/.test(inner);
}

function flipped(place: number): (data: Buffer) => Buffer {
  return (data) => {
    flipBit(data, Math.floor(data.length * place));
    return data;
  };
}

function appended(text: string): (data: Buffer) => Buffer {
  return (data) => Buffer.concat([data, Buffer.from(text)]);
}
