import { createHash } from 'node:crypto';
import test from 'ava';
import { type PlistValue, parse } from 'plist';
import { type IpaOptions, ipaEntries } from '../helpers/artifacts/ipa.js';
import { writeBinaryPlist } from '../helpers/artifacts/plist-binary.js';
import { writePlist } from '../helpers/artifacts/plist-format.js';
import type { ProfileKind } from '../helpers/artifacts/profile.js';
import { defaultAppleLikeChain, makeAppleLikeChain } from '../helpers/artifacts/signers.js';
import { writeZip } from '../helpers/artifacts/zip.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';

const folder = 'Payload/Campus.app/';

/** The app's files by their path in it. */
function appFiles(options: IpaOptions): (path: string) => Buffer {
  const files = new Map(ipaEntries(options).map(({ name, data }) => [name.toString(), data]));
  return (path) => {
    const data = files.get(folder + path);
    if (data === undefined) throw new Error(`no ${path} in the app`);
    return data;
  };
}

for (const profileKind of ['development', 'ad-hoc', 'enterprise', 'app-store'] as const) {
  test.serial(`openssl verifies the ${profileKind} profile, plistutil reads it`, async (t) => {
    if (!haveTools(t, 'openssl', 'plistutil')) return;
    const write = await scratchFolder(t);
    const profile = await write(
      'p.mobileprovision',
      appFiles({ profileKind })('embedded.mobileprovision'),
    );
    const anchor = await write('root.pem', defaultAppleLikeChain().root.pem);
    const body = await write('body.plist', '');
    const verified = await runTool(
      'openssl',
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-in',
      profile,
      '-CAfile',
      anchor,
      '-purpose',
      'any',
      '-out',
      body,
    );
    t.true(verified.ok, verified.output);
    const { ok, output } = await runTool('plistutil', '-f', 'xml', '-i', body);
    t.true(ok, output);
    checkProfile(parse(output), profileKind, t.is);
  });
}

function checkProfile(
  profile: PlistValue,
  kind: ProfileKind,
  is: (actual: unknown, expected: unknown) => unknown,
) {
  const keys = JSON.parse(JSON.stringify(profile));
  is(keys.ProvisionsAllDevices, kind === 'enterprise' ? true : undefined);
  is(keys.ProvisionedDevices?.length, kind === 'ad-hoc' || kind === 'development' ? 2 : undefined);
  is(keys.Entitlements['get-task-allow'], kind === 'development');
  is(keys.TeamName, 'Harbin Institute of Technology');
}

test.serial('openssl refuses an edited profile, and one under another root', async (t) => {
  if (!haveTools(t, 'openssl')) return;
  const write = await scratchFolder(t);
  const profile = appFiles({})('embedded.mobileprovision');
  const edited = Buffer.from(profile);
  edited.write('0', edited.indexOf('<key>Version</key>') + 33);
  t.false(edited.equals(profile));
  const verify = async (data: Buffer, anchor: string) =>
    runTool(
      'openssl',
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-in',
      await write('p', data),
      '-CAfile',
      await write('root.pem', anchor),
      '-purpose',
      'any',
      '-out',
      await write('o', ''),
    );
  const { root } = defaultAppleLikeChain();
  t.true((await verify(profile, root.pem)).ok);
  t.regex(
    (await verify(edited, root.pem)).output,
    /content verify error|digest failure|verification failure/i,
  );
  const stranger = makeAppleLikeChain({ keyType: 'ec' });
  t.regex((await verify(profile, stranger.root.pem)).output, /certificate verify error/i);
});

const signatures: Readonly<Record<string, IpaOptions>> = {
  'of a thin executable': {},
  'of every slice with SHA-1 and SHA-256': {
    architectures: ['armv7', 'arm64'],
    codeDirectories: ['sha1', 'sha256'],
  },
  'by EC keys': { chain: makeAppleLikeChain({ keyType: 'ec' }) },
  'by RSA authorities': { chain: makeAppleLikeChain({ authorityKeyType: 'rsa' }) },
};
for (const [title, options] of Object.entries(signatures)) {
  test.serial(`openssl and plain hashing verify the code signature ${title}`, async (t) => {
    if (!haveTools(t, 'openssl')) return;
    const write = await scratchFolder(t);
    const { root } = options.chain ?? defaultAppleLikeChain();
    const file = appFiles(options);
    const slices = slicesOf(file('Campus'));
    t.is(slices.length, options.architectures?.length ?? 1);
    for (const slice of slices) {
      const { blobs, code } = signatureOf(slice);
      const signed = blobs.get(0) ?? Buffer.alloc(0);
      const result = await runTool(
        'openssl',
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        await write('cms', (blobs.get(0x10000) ?? Buffer.alloc(0)).subarray(8)),
        '-content',
        await write('directory', signed),
        '-binary',
        '-purpose',
        'any',
        '-ignore_critical',
        '-CAfile',
        await write('root.pem', root.pem),
        '-out',
        await write('out', ''),
      );
      t.true(result.ok, result.output);
      const directories = [...blobs].filter(([slot]) => slot === 0 || slot === 0x1000);
      t.is(directories.length, options.codeDirectories?.length ?? 1);
      for (const [, directory] of directories) {
        t.deepEqual(wrongHashes(directory, code, blobs, file), []);
      }
    }
  });
}

function slicesOf(executable: Buffer): Buffer[] {
  if (executable.readUInt32BE(0) !== 0xcafebabe) return [executable];
  return Array.from({ length: executable.readUInt32BE(4) }, (_, index) => {
    const offset = executable.readUInt32BE(8 + index * 20 + 8);
    return executable.subarray(offset, offset + executable.readUInt32BE(8 + index * 20 + 12));
  });
}

/** Blobs of the embedded signature by slot, and the bytes before the signature. */
function signatureOf(slice: Buffer) {
  let at = slice.readUInt32LE(0) === 0xfeedfacf ? 32 : 28;
  while (slice.readUInt32LE(at) !== 0x1d) at += slice.readUInt32LE(at + 4);
  const start = slice.readUInt32LE(at + 8);
  const signature = slice.subarray(start);
  const blobs = new Map<number, Buffer>();
  for (let index = 0; index < signature.readUInt32BE(8); index++) {
    const offset = signature.readUInt32BE(12 + index * 8 + 4);
    const length = signature.readUInt32BE(offset + 4);
    blobs.set(signature.readUInt32BE(12 + index * 8), signature.subarray(offset, offset + length));
  }
  return { blobs, code: slice.subarray(0, start) };
}

function wrongHashes(
  directory: Buffer,
  code: Buffer,
  blobs: ReadonlyMap<number, Buffer>,
  file: (path: string) => Buffer,
): string[] {
  const hashOffset = directory.readUInt32BE(16);
  const pages = directory.readUInt32BE(28);
  const size = directory.readUInt8(36);
  const hash = directory.readUInt8(37) === 2 ? 'sha256' : 'sha1';
  const expected = new Map<number, Buffer | undefined>([
    [-1, file('Info.plist')],
    [-2, blobs.get(2)],
    [-3, file('_CodeSignature/CodeResources')],
    [-5, blobs.get(5)],
    [-7, blobs.get(7)],
  ]);
  for (let page = 0; page < pages; page++) {
    expected.set(page, code.subarray(page * 4096, (page + 1) * 4096));
  }
  return [...expected]
    .filter(([slot, bytes]) => {
      const stored = directory.subarray(hashOffset + slot * size, hashOffset + (slot + 1) * size);
      return !createHash(hash)
        .update(bytes ?? '')
        .digest()
        .equals(stored);
    })
    .map(([slot]) => `slot ${slot} (${hash})`);
}

const everyKind = {
  text: 'plain',
  chinese: '校园通 🚀',
  long: 'x'.repeat(300),
  yes: true,
  no: false,
  zero: 0,
  large: 2 ** 40,
  negative: -7,
  real: 1.5,
  when: new Date('2026-11-25T08:00:00Z'),
  data: Buffer.from('bytes'),
  list: Array.from({ length: 20 }, (_, index) => index),
  nested: { empty: {}, none: [] },
};

test.serial('plistutil and Python read a binary property list as the XML one', async (t) => {
  if (!haveTools(t, 'plistutil', 'python3')) return;
  const write = await scratchFolder(t);
  const binary = await write('binary.plist', writeBinaryPlist(everyKind));
  const xml = await write('xml.plist', writePlist(everyKind));
  const { ok, output } = await runTool('plistutil', '-f', 'xml', '-i', binary);
  t.true(ok, output);
  t.deepEqual(parse(output), parse(writePlist(everyKind).toString()));
  const program =
    'import plistlib,sys; a,b=[plistlib.load(open(p,"rb")) for p in sys.argv[1:]]; sys.exit(a!=b)';
  const same = await runTool('python3', '-c', program, binary, xml);
  t.true(same.ok, same.output);
});

test.serial('unzip finds no fault in an IPA', async (t) => {
  if (!haveTools(t, 'unzip')) return;
  const path = await (await scratchFolder(t))(
    'a.ipa',
    writeZip(ipaEntries({ appExtension: true })),
  );
  const { ok, output } = await runTool('unzip', '-t', path);
  t.true(ok, output);
  t.regex(output, /PlugIns\/Share\.appex\/_CodeSignature\/CodeResources\s+OK/);
});
