import test, { type ExecutionContext } from 'ava';
import {
  buildExe,
  defaultCodeSigner,
  entryOffset,
  makeCodeSigner,
  signPe,
} from '../../../helpers/artifacts/authenticode.js';
import { issueCertificate } from '../../../helpers/artifacts/certificates.js';
import { peHeaderOffset, writePe } from '../../../helpers/artifacts/pe.js';
import { makeAndroidSigner } from '../../../helpers/artifacts/signers.js';
import { flipBit } from '../../../helpers/artifacts/zip.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../../helpers/inspect-bytes.js';

type Break = (exe: Buffer) => Buffer;

const edit =
  (change: (exe: Buffer) => void): Break =>
  (exe) => {
    const copy = Buffer.from(exe);
    change(copy);
    return copy;
  };
const messageAt = (exe: Buffer) => exe.readUInt32LE(entryOffset(exe)) + 8;

/** The table of signatures made longer, in the header too. */
const withMoreInTable =
  (more: (table: Buffer) => Buffer): Break =>
  (exe) => {
    const added = more(exe.subarray(exe.readUInt32LE(entryOffset(exe))));
    const longer = Buffer.concat([exe, added]);
    const size = exe.readUInt32LE(entryOffset(exe) + 4) + added.length;
    longer.writeUInt32LE(size, entryOffset(exe) + 4);
    return longer;
  };

const breaks: Record<string, Break> = {
  'bytes behind the signature in its table': withMoreInTable(() => Buffer.alloc(64, 'hidden')),
  'a second signature in the table': withMoreInTable((table) => table),
  'a signature of an unknown revision': edit((exe) => {
    exe.writeUInt16LE(0x0300, exe.readUInt32LE(entryOffset(exe)) + 4);
  }),
  'a changed byte of code': edit((exe) => flipBit(exe, 1024)),
  'a changed header': edit((exe) => flipBit(exe, peHeaderOffset + 8)),
  'a changed signature': edit((exe) => flipBit(exe, exe.indexOf(defaultCodeSigner().der) + 1500)),
  'bytes before the signature': (exe) => {
    const at = exe.readUInt32LE(entryOffset(exe));
    const moved = Buffer.concat([exe.subarray(0, at), Buffer.alloc(8, 1), exe.subarray(at)]);
    moved.writeUInt32LE(at + 8, entryOffset(exe));
    return moved;
  },
  'bytes behind the signature': (exe) => Buffer.concat([exe, Buffer.from('more')]),
  'a signature cut off': (exe) => exe.subarray(0, exe.length - 16),
  'the signature of another program': (exe) => {
    const at = exe.readUInt32LE(entryOffset(exe));
    const other = buildExe({ manifest: 'other' });
    return Buffer.concat([exe.subarray(0, at), other.subarray(-(exe.length - at))]);
  },
};

for (const [what, breakIt] of Object.entries(breaks)) {
  test(`${what} is refused`, async (t) => {
    const code = await refusalCode(t, breakIt(buildExe()));
    t.true(['signature_invalid', 'unreadable_artifact'].includes(code ?? ''), `${code}`);
  });
}

test('the checksum may change: it is not signed', async (t) => {
  const exe = buildExe();
  exe.writeUInt32LE(0x1234, peHeaderOffset + 24 + 64);
  t.is(await refusalCode(t, exe), null);
});

test('bytes hidden in the signature’s own room are warned of', async (t) => {
  const { warnings } = await acceptedArtifact(
    t,
    signPe(writePe(), {}, Buffer.from('hidden bytes')),
  );
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['unsigned_bytes'],
  );
});

for (const timestamp of ['rfc3161', 'pkcs9'] as const) {
  test(`an ${timestamp} timestamp over another signature is refused`, async (t) => {
    const exe = buildExe({ signature: { timestamp, wrongTimestamp: true } });
    t.is(await refusalCode(t, exe), 'signature_invalid');
  });

  test(`an ${timestamp} timestamp by a certificate for something else is refused`, async (t) => {
    const exe = buildExe({ signature: { timestamp, timestampSigner: makeAndroidSigner() } });
    t.is(await refusalCode(t, exe), 'signature_invalid');
  });
}

test('a certificate that is not for code is refused', async (t) => {
  const signer = makeCodeSigner({ codeSigning: false });
  t.is(await refusalCode(t, buildExe({ signature: { signer } })), 'signer_not_trusted');
});

test('a certificate of its own making is warned of', async (t) => {
  const signer = makeCodeSigner({ isSelfSigned: true });
  const { warnings } = await acceptedArtifact(t, buildExe({ signature: { signer } }));
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['self_signed'],
  );
});

test('a certificate with another name than its issuer in the file gave it is refused', async (t) => {
  const authority = issueCertificate({ subject: [['CN', 'Code CA']], isAuthority: true });
  const issued = issueCertificate({
    subject: [['O', 'Campus']],
    issuer: authority,
    codeSigning: true,
  });
  const renamed = Buffer.from(issued.der);
  renamed.write('Kampus', renamed.indexOf('Campus'));
  const signature = { signer: issued, authorities: [authority] };
  await acceptedArtifact(t, buildExe({ signature }));
  const altered = { ...signature, signer: { ...issued, der: renamed } };
  t.is(await refusalCode(t, buildExe({ signature: altered })), 'signature_invalid');
});

test('a certificate that had ended when the file was signed is refused', async (t) => {
  const signer = makeCodeSigner({ notAfter: new Date('2026-01-01') });
  const signedAt = new Date('2026-01-02');
  t.is(await refusalCode(t, buildExe({ signature: { signer, signedAt } })), 'signer_not_trusted');
});

test('a nested signature must hold as well', async (t) => {
  const unsigned = writePe();
  t.is(await refusalCode(t, signPe(unsigned, { nested: otherMessage() })), 'signature_invalid');
});

function otherMessage(): Buffer {
  const other = buildExe({ manifest: 'other' });
  const at = messageAt(other);
  return other.subarray(at, at + 4 + other.readUInt16BE(at + 2));
}

const damages: [what: string, bytes: () => Buffer][] = [
  ['two letters', () => Buffer.from('MZ')],
  ['a header that points nowhere', () => edit((exe) => exe.writeUInt32LE(2 ** 31, 60))(buildExe())],
  ['no PE header', () => edit((exe) => exe.write('NE', peHeaderOffset))(buildExe())],
  [
    'more sections than there are',
    () => edit((exe) => exe.writeUInt16LE(0xffff, peHeaderOffset + 6))(buildExe()),
  ],
  [
    'an empty optional header',
    () => edit((exe) => exe.writeUInt16LE(0, peHeaderOffset + 20))(buildExe()),
  ],
  [
    'a certificate table of zeros',
    () => edit((exe) => exe.fill(0, exe.readUInt32LE(entryOffset(exe))))(buildExe()),
  ],
  [
    'a resource tree with 65535 types',
    () => edit((exe) => exe.writeUInt16LE(0xffff, resourceSection + 14))(writePe()),
  ],
];
const resourceSection = 1024 + 512;

test('a resource tree that leads back to itself gives no icon, and an end', async (t) => {
  const looped = edit((exe) => exe.writeUInt32LE(0x80000000, resourceSection + 20))(writePe());
  const { icon } = await acceptedArtifact(t, signPe(looped));
  t.is(icon, null);
});

for (const [what, bytes] of damages) {
  test(`a program with ${what} is refused as unreadable`, async (t) => {
    t.is(await codeOrThrow(t, bytes()), 'unreadable_artifact');
  });
}

async function codeOrThrow(t: ExecutionContext, bytes: Buffer): Promise<string> {
  const inspection = await inspectBytes(t, bytes);
  return inspection.accepted ? 'accepted' : inspection.refusal.code;
}
