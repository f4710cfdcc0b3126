import { join } from 'node:path';
import test from 'ava';
import { openArchive } from '../../../src/artifacts/archive.js';
import { openFileBytes } from '../../../src/artifacts/file-bytes.js';
import { provisioningProfile } from '../../helpers/artifacts/profile.js';
import { sampleApp } from '../../helpers/artifacts/sample-app.js';
import { defaultAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { flipBit, writeZip, type ZipEntry } from '../../helpers/artifacts/zip.js';
import { corpusFolder, hasCorpus, ipaTruths } from '../../helpers/corpus.js';
import { inspectBytes } from '../../helpers/inspect-bytes.js';

const day = 86_400_000;
const filesOfEach = 30;

interface AppleSigned {
  file: string;
  /** `Payload/<name>.app/` */
  folder: string;
  now: Date;
  entries: ZipEntry[];
}

async function appleSigned(): Promise<AppleSigned[]> {
  const found: AppleSigned[] = [];
  for (const [file, { bundles = {} }] of Object.entries(ipaTruths())) {
    const app = Object.keys(bundles).find((path) => /^Payload\/[^/]+\.app$/.test(path)) ?? '';
    const profile = bundles[app]?.profile;
    if (profile?.chainAtCreation !== true) continue;
    const now = new Date(Date.parse(profile.CreationDate) + day);
    found.push({ file, folder: `${app}/`, now, entries: await entriesOf(file) });
  }
  return found;
}

async function entriesOf(file: string): Promise<ZipEntry[]> {
  const bytes = openFileBytes(join(corpusFolder, file));
  const archive = await openArchive(bytes);
  const entries: ZipEntry[] = [];
  for (const [name, entry] of archive.entries) {
    entries.push({ name, data: await archive.read(entry, 1 << 24), stored: true });
  }
  bytes.close();
  return entries;
}

const edits: Readonly<Record<string, (app: AppleSigned) => ZipEntry[]>> = {
  'a file added': ({ entries, folder }) => [
    ...entries,
    { name: `${folder}added.txt`, data: Buffer.from('added') },
  ],
  'a library added': ({ entries, folder }) => [
    ...entries,
    { name: `${folder}Frameworks/added.dylib`, data: Buffer.from('added') },
  ],
  'a second app': ({ entries }) => [
    ...entries,
    { name: 'Payload/Second.app/Info.plist', data: Buffer.from('x') },
  ],
  'a profile of our own': ({ entries, folder }) => {
    const data = provisioningProfile({
      chain: defaultAppleLikeChain(),
      bundleIdentifier: sampleApp.identifier,
    });
    return entries.map((entry) =>
      entry.name === `${folder}embedded.mobileprovision` ? { ...entry, data } : entry,
    );
  },
  'a link in place of a file': ({ entries, folder }) =>
    entries.map((entry) =>
      entry.name === `${folder}embedded.mobileprovision` ? { ...entry, isLink: true } : entry,
    ),
};

test('Apple-signed apps are verified a day after their profile was made', async (t) => {
  if (!hasCorpus(t)) return;
  for (const { file, now, entries } of await appleSigned()) {
    const inspection = await inspectBytes(t, writeZip(entries), { now, anchors: [] });
    t.is(inspection.artifact.verification?.verdict, 'verified', file);
  }
});

test('an Apple-signed app with one file flipped or taken out is refused', async (t) => {
  if (!hasCorpus(t)) return;
  for (const app of await appleSigned()) {
    const step = Math.ceil(app.entries.length / filesOfEach);
    for (const [index, { name, data }] of app.entries.entries()) {
      const isSampled = index % step === 0 || data.length > 100_000;
      if (!isSampled || data.length === 0 || name === `${app.folder}PkgInfo`) continue;
      const without = app.entries.filter((_, at) => at !== index);
      if (!isOptional(String(name))) await refused(app, without, `${app.file} without ${name}`);
      const flipped = Buffer.from(data);
      flipBit(flipped, data.length >> 2);
      const edited = app.entries.with(index, { name, data: flipped });
      await refused(app, edited, `${app.file} with another ${name}`);
    }
  }

  async function refused(app: AppleSigned, entries: ZipEntry[], what: string): Promise<void> {
    const { now } = app;
    const { accepted } = await inspectBytes(t, writeZip(entries), { now, anchors: [] });
    t.false(accepted, what);
  }
});

/** Texts may be missing, say the rules that Apple seals. */
function isOptional(name: string): boolean {
  return name.includes('.lproj/');
}

for (const [title, edit] of Object.entries(edits)) {
  test(`an Apple-signed app with ${title} is refused`, async (t) => {
    if (!hasCorpus(t)) return;
    for (const app of await appleSigned()) {
      const { now } = app;
      const { accepted } = await inspectBytes(t, writeZip(edit(app)), { now, anchors: [] });
      t.false(accepted, app.file);
    }
  });
}
