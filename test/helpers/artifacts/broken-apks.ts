import type { ApkOptions } from './apk.js';
import { issueCertificate } from './certificates.js';
import { defaultAndroidSigner, makeAndroidSigner } from './signers.js';
import type { ZipEntry } from './zip.js';

/** One way of breaking an APK's signature. */
export interface BrokenApk {
  what: string;
  options: ApkOptions;
  /** Why another verifier lets it pass, where one does. */
  explained?: string;
}

/** For Android 5 to 10: v1 alone is enough. */
const jarOnly: ApkOptions = { schemes: ['v1'], minSdk: 21, targetSdk: 29, icon: null };
const blocksOnly: ApkOptions = { schemes: ['v2', 'v3'], minSdk: 24, icon: null };
const notes: ZipEntry = { name: 'assets/notes.txt', data: Buffer.from('as signed'), stored: true };

/** Later versions of apksigner refuse it. */
const forgetsVersions = 'apksigner 31 forgets the versions v3 leaves out where v2 holds';

/** Every way the suites break an APK; a sound build of the same options verifies. */
export function brokenApks(): BrokenApk[] {
  return [...brokenJars(), ...brokenBlocks(), ...brokenRotations(), ...brokenDemands()];
}

function edit(name: string, change: (bytes: Buffer) => Buffer): ApkOptions {
  const afterSigning: ApkOptions['afterSigning'] = (entries) =>
    entries.map((entry) =>
      entry.name === name ? { ...entry, data: change(Buffer.from(entry.data)) } : entry,
    );
  return { ...jarOnly, extraEntries: [notes], afterSigning };
}

const without = (name: string): ApkOptions => ({
  ...jarOnly,
  extraEntries: [notes],
  afterSigning: (entries) => entries.filter((entry) => entry.name !== name),
});

const append = (text: string) => (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(text)]);

function brokenJars(): BrokenApk[] {
  const flipLast = (bytes: Buffer) => {
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    return bytes;
  };
  const cases: Record<string, ApkOptions> = {
    'a changed entry': edit('assets/notes.txt', () => Buffer.from('as forged')),
    'a removed entry': without('assets/notes.txt'),
    'no manifest': without('META-INF/MANIFEST.MF'),
    'no signature file': without('META-INF/CERT.SF'),
    'no signature block': without('META-INF/CERT.RSA'),
    'a longer signature file': edit('META-INF/CERT.SF', append('X: y\r\n\r\n')),
    'a changed signature': edit('META-INF/CERT.RSA', flipLast),
    'a signature block that is none': edit('META-INF/CERT.RSA', () => Buffer.from('no block')),
    'an entry added': {
      ...jarOnly,
      afterSigning: (entries) => [...entries, { ...notes, name: 'assets/added.txt' }],
    },
    'a section without a name': {
      ...jarOnly,
      v1: { editManifest: (text) => `${text}SHA-256-Digest: AAAA\r\n\r\n` },
    },
    'a section twice': {
      ...jarOnly,
      v1: { editManifest: (text) => text + text.slice(text.indexOf('Name: ')) },
    },
    'a digest in the manifest that is another': {
      ...jarOnly,
      v1: { editManifest: (text) => text.replace(/(Name: [^\r]*\r\n[^:]*: )..../, '$1AAAA') },
    },
    'a digest that is no Base64': {
      ...jarOnly,
      v1: { editManifest: (text) => text.replace(/(Name: [^\r]*\r\n[^:]*: ....)/, '$1!') },
    },
    'a name that is not the first of its section': {
      ...jarOnly,
      v1: {
        editManifest: (text) => text.replace(/(Name: .*\r\n)((?:.+\r\n)+)\r\n$/, '$2$1\r\n'),
      },
    },
    'an entry the list leaves out': {
      ...jarOnly,
      v1: { editSignatureFile: (text) => text.replace(/Name: .*?\r\n\r\n/s, '') },
    },
    'an empty list': {
      ...jarOnly,
      v1: { editSignatureFile: (text) => text.slice(0, text.indexOf('Name: ')) },
    },
    'a list without a version': {
      ...jarOnly,
      v1: { editSignatureFile: (text) => text.replace('Signature-Version', 'Signature') },
    },
    'a list of other sections': {
      ...jarOnly,
      v1: {
        editSignatureFile: (text) => text.replaceAll(/(-Digest(?:-Manifest)?: )..../g, '$1AAAA'),
      },
    },
    'signed attributes of another list': {
      ...jarOnly,
      v1: { signedAttributes: true, attributes: { messageDigest: 'wrong' } },
    },
    'signed attributes without a digest': {
      ...jarOnly,
      v1: { signedAttributes: true, attributes: { messageDigest: 'missing' } },
    },
    'signed attributes with two digests': {
      ...jarOnly,
      v1: { signedAttributes: true, attributes: { messageDigest: 'twice' } },
    },
    'signed attributes without a content type': {
      ...jarOnly,
      v1: { signedAttributes: true, attributes: { contentType: 'missing' } },
    },
    'signed attributes of another content type': {
      ...jarOnly,
      v1: { signedAttributes: true, attributes: { contentType: 'other' } },
    },
    'signed attributes before Android 4.4': {
      ...jarOnly,
      minSdk: 18,
      v1: { signedAttributes: true },
    },
    'SHA-256 before Android 4.3': { ...jarOnly, minSdk: 16 },
    'ECDSA before Android 4.3': {
      ...jarOnly,
      minSdk: 16,
      signer: makeAndroidSigner({ keyType: 'ec' }),
      v1: { digest: 'sha1' },
    },
    'a certificate that may not sign': { ...jarOnly, signer: authority() },
    'a certificate with an unknown critical extension': { ...jarOnly, signer: peculiar() },
    'v2 taken out': { ...jarOnly, schemes: ['v1', 'v2'], defects: { strip: ['v2'] } },
    'v2 taken out, which its list calls +2': {
      ...jarOnly,
      schemes: ['v1', 'v2'],
      v1: { editSignatureFile: (text) => text.replace('Signed: 2', 'Signed: +2') },
      defects: { strip: ['v2'] },
    },
    'v2 and v3 taken out': {
      ...jarOnly,
      schemes: ['v1', 'v2', 'v3'],
      defects: { strip: ['v2', 'v3'] },
    },
  };
  return Object.entries(cases).map(([what, options]) => ({ what: `v1: ${what}`, options }));
}

const authority = () => issueCertificate({ subject: [['CN', 'Authority']], isAuthority: true });
const peculiar = () =>
  issueCertificate({ subject: [['CN', 'Peculiar']], criticalMarkers: ['1.3.6.1.4.1.55555.1'] });

function brokenBlocks(): BrokenApk[] {
  const other = makeAndroidSigner({ keyType: 'ec', commonName: 'Someone else' });
  const cases: Record<string, ApkOptions> = {
    'an entry changed': { extraEntries: [notes], defects: { flipByteIn: 'assets/notes.txt' } },
    'a changed directory': { defects: { flipByteInDirectory: true } },
    'an entry added': { afterSigning: (entries) => [...entries, notes] },
    'v3 taken out': { defects: { strip: ['v3'] } },
    'v2 and v3 taken out': { defects: { strip: ['v2', 'v3'] } },
    'another certificate': { defects: { certificate: other } },
    'a wrong digest': { defects: { wrongDigest: true } },
    'a wrong signature': { defects: { wrongSignature: true } },
    'another algorithm signed': { defects: { otherAlgorithmSigned: true } },
    'an unknown algorithm': { defects: { unknownAlgorithm: true } },
    'no certificate': { defects: { noCertificate: true } },
    'no signature': { defects: { noSignature: true } },
    'no certificate in v2': { schemes: ['v2'], defects: { noCertificate: true } },
    'no signature in v2': { schemes: ['v2'], defects: { noSignature: true } },
    'a wrong digest in v2': { schemes: ['v2'], defects: { wrongDigest: true } },
    'another SDK range outside': { defects: { otherSdkRange: true } },
    'a range that is none': { v3SdkRange: [0x7fffffff, 28] },
    'a range beyond what a version can be': { v3SdkRange: [28, 0xffffffff] },
    'an attribute cut short in v2': { schemes: ['v2'], defects: { shortAttribute: true } },
    'v3 taken out that a second attribute speaks of': {
      schemes: ['v2'],
      defects: { secondAttribute: true },
    },
    'two signers in v3': { otherSigners: [other] },
  };
  const explained = forgetsVersions;
  const ranges: BrokenApk[] = [
    { what: 'blocks: a range that ends', options: { v3SdkRange: [28, 33] }, explained },
    {
      what: 'blocks: a range that begins late',
      options: { v3SdkRange: [30, 0x7fffffff] },
      explained,
    },
  ];
  return [
    ...Object.entries(cases).map(([what, options]) => ({ what: `blocks: ${what}`, options })),
    ...ranges,
  ].map((each) => ({ ...each, options: { ...blocksOnly, ...each.options } }));
}

function brokenRotations(): BrokenApk[] {
  const pastSigners = [makeAndroidSigner({ commonName: 'Before', keyType: 'ec' })];
  const explained = 'apksigner 31 does not know scheme v3.1';
  const rotated: ApkOptions = { ...blocksOnly, pastSigners };
  const v31: ApkOptions = { ...rotated, schemes: ['v2', 'v3', 'v3.1'] };
  const cases: BrokenApk[] = [
    {
      what: 'a broken proof',
      options: { ...rotated, defects: { lineage: { wrongLink: true } } },
    },
    {
      what: 'a proof that ends early',
      options: { ...rotated, defects: { lineage: { endsEarly: true } } },
    },
    { what: 'v3.1 taken out', options: { ...v31, defects: { strip: ['v3.1'] } }, explained },
    { what: 'v3 taken out beside v3.1', options: { ...v31, defects: { strip: ['v3'] } } },
    {
      what: 'v3.1 where v3 names another version',
      options: { ...v31, defects: { otherRotation: true } },
      explained,
    },
    {
      what: 'a hole before v3.1',
      options: { ...v31, v3SdkRange: [28, 31] },
      explained: forgetsVersions,
    },
    {
      what: 'a broken proof in v3.1',
      options: { ...v31, defects: { lineage: { wrongLink: true } } },
      explained,
    },
  ];
  return cases.map((each) => ({ ...each, what: `rotation: ${each.what}` }));
}

function brokenDemands(): BrokenApk[] {
  const signer = defaultAndroidSigner();
  return [
    { what: 'v1 alone for Android 11', options: { ...jarOnly, targetSdk: 30 } },
    { what: 'v1 alone for sandbox version 2', options: { ...jarOnly, targetSandboxVersion: 2 } },
    { what: 'no signature at all', options: { ...jarOnly, schemes: [] } },
    { what: 'v2 alone for Android 5', options: { ...jarOnly, schemes: ['v2'] } },
    { what: 'v3 alone for Android 5', options: { ...jarOnly, schemes: ['v3'] } },
    {
      what: 'v1 and v2 by different signers',
      options: { ...jarOnly, schemes: ['v1', 'v2'], signer, jarSigner: makeAndroidSigner() },
    },
    {
      what: 'v1 and v3 by different signers',
      options: { ...jarOnly, schemes: ['v1', 'v3'], signer, jarSigner: makeAndroidSigner() },
    },
  ];
}
