import test from 'ava';
import {
  buildMsi,
  type MsiOptions,
  packedName,
  sampleUpgradeCode,
} from '../../../helpers/artifacts/msi.js';
import { sampleApp } from '../../../helpers/artifacts/sample-app.js';
import { acceptedArtifact, refusalCode } from '../../../helpers/inspect-bytes.js';

test('an installer database gives its identity by its properties', async (t) => {
  const artifact = await acceptedArtifact(t, buildMsi());
  t.like(artifact, {
    platform: 'windows',
    installer: { kind: 'msi', maker: null },
    bundleIdentifier: sampleUpgradeCode,
    version: '1.2.3',
    versionCode: '1.2.3',
    displayName: sampleApp.name,
    abis: ['x64'],
    icon: { type: 'image/png', width: 48, height: 48 },
  });
  t.is(artifact.signerCertificate?.organisation, sampleApp.organisation);
  t.like(artifact.verification, { verdict: 'partial', schemes: [{ verified: true }] });
  t.deepEqual(artifact.warnings, []);
});

test('texts of any length and language are read', async (t) => {
  const properties = { ProductName: '校园通', ALong: 'x'.repeat(70_000), ZLast: 'y' };
  t.is((await acceptedArtifact(t, buildMsi({ properties }))).displayName, '校园通');
});

test('a signature over names and sizes as well is verified', async (t) => {
  t.is(await refusalCode(t, buildMsi({ hasMetadataHash: true })), null);
});

const stream =
  (name: string, data: Buffer): NonNullable<MsiOptions['change']> =>
  (streams) => {
    const at = streams.findIndex((one) => one.name === name);
    streams.splice(at < 0 ? streams.length : at, 1, { name, data });
  };

const refusals: Record<string, [options: MsiOptions, code: string]> = {
  'that nobody signed': [{ signature: null }, 'signature_missing'],
  'with a changed cabinet': [
    { change: stream('Campus.cab', Buffer.alloc(20_000)) },
    'signature_invalid',
  ],
  'with an added stream': [{ change: stream('More', Buffer.from('x')) }, 'signature_invalid'],
  'whose names were changed': [
    {
      hasMetadataHash: true,
      change: (streams) => {
        const at = streams.findIndex(({ name }) => name === 'Campus.cab');
        const { data } = streams[at] ?? { data: Buffer.alloc(0) };
        streams.splice(at, 1, { name: 'Campuz.cab', data });
      },
    },
    'signature_invalid',
  ],
  'without an UpgradeCode': [{ properties: { UpgradeCode: undefined } }, 'unreadable_artifact'],
  'without a version': [{ properties: { ProductVersion: 'one' } }, 'unreadable_artifact'],
  'whose string pool tells of more than there is': [
    {
      signature: null,
      change: stream(packedName('!_StringPool'), Buffer.alloc(40, 0xff)),
    },
    'signature_missing',
  ],
};

for (const [what, [options, code]] of Object.entries(refusals)) {
  test(`a database ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildMsi(options)), code);
  });
}

test('bytes appended to a database are warned of', async (t) => {
  const msi = Buffer.concat([buildMsi(), Buffer.from('PK hidden')]);
  const { warnings } = await acceptedArtifact(t, msi);
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['unsigned_bytes'],
  );
});

const edits: Record<string, (msi: Buffer) => void> = {
  'a sector size of two to the sixteenth': (msi) => msi.writeUInt16LE(16, 30),
  'more tables than sectors': (msi) => msi.writeUInt32LE(0xfffff, 44),
  'a directory that leads back to itself': (msi) => {
    const at = directoryAt(msi);
    for (let entry = at + 128; entry < at + 1024; entry += 128) msi.writeUInt32LE(1, entry + 72);
  },
  'a chain that leads back to itself': (msi) => {
    const fat = (msi.readUInt32LE(76) + 1) * 512;
    msi.fill(0, fat, fat + 512);
  },
  'a chain that leads out of the file': (msi) => {
    const fat = (msi.readUInt32LE(76) + 1) * 512;
    msi.fill(0x7f, fat, fat + 512);
  },
  'a root that is no root': (msi) => msi.writeUInt8(9, directoryAt(msi) + 66),
  'a name that is too long': (msi) => msi.writeUInt16LE(0xffff, directoryAt(msi) + 128 + 64),
  'streams longer than the file': (msi) => {
    const at = directoryAt(msi);
    msi.writeUInt32LE(0x7fffffff, at + 128 + 120);
  },
};

const directoryAt = (msi: Buffer) => (msi.readUInt32LE(48) + 1) * 512;

for (const [what, edit] of Object.entries(edits)) {
  test(`a database with ${what} is refused as unreadable`, async (t) => {
    const msi = buildMsi();
    edit(msi);
    t.is(await refusalCode(t, msi), 'unreadable_artifact');
  });
}
