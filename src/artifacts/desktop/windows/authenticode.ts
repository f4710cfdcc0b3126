import { X509Certificate } from 'node:crypto';
import { AppError } from '../../../errors.js';
import { signerFacts } from '../../certificate.js';
import { isDisowned } from '../../certificate-chain.js';
import {
  isSignedMessage,
  readSignedMessage,
  type SignedMessage,
  signerCertificate,
  unsignedAttribute,
} from '../../cms.js';
import { readingPart } from '../../damage.js';
import { type Draft, refuse, warn } from '../../draft.js';
import { judgeLifetime } from '../lifetime.js';
import { readTimestamp, type Timestamp } from '../timestamp.js';
import { readIndirectData } from './indirect-data.js';

/** Whether `digest` is the file's own by this hash. */
export type MatchesFile = (hash: string, digest: Buffer) => boolean | Promise<boolean>;

interface Signature {
  certificate: Buffer;
  hash: string;
  timestamp: Timestamp | null;
}

const nestedSignature = '1.3.6.1.4.1.311.2.4.1';
const maxNested = 8;
const codeSigning = '1.3.6.1.5.5.7.3.3';
const part = 'The signature';

/** What the verdict on a Windows file leaves out: both need lists that change with time. */
const notChecked = ['certificate-chain', 'revocation'];

/**
 * Judges an Authenticode signature with all the signatures nested in it: the digest of the file, the
 * signature over it, the timestamp, what the certificate is for and when it ends. Facts go into the
 * draft also where it is refused. Throws `unreadable_artifact` where it cannot be read.
 */
export async function judgeAuthenticode(
  draft: Draft,
  der: Buffer,
  matchesFile: MatchesFile,
  now: Date,
): Promise<void> {
  const messages = readingPart(part, () => withNested(der));
  const signatures: Signature[] = [];
  for (const message of messages) signatures.push(await judgeMessage(draft, message, matchesFile));
  const strongest = signatures.reduce((one, other) => (other.hash > one.hash ? other : one));
  const certificates = signatures.map(({ certificate }) => signerOf(certificate).sha256);
  const { timestamp } = strongest;
  draft.artifact.signerCertificate = signerOf(strongest.certificate);
  draft.artifact.verification = {
    verdict: 'not-checked',
    schemes: [{ scheme: 'authenticode', verified: draft.refusal === null, certificates }],
    notChecked,
    ...(timestamp === null ? {} : { timestamp: timestamp.time.toISOString() }),
  };
  const certificate = readingPart(
    'The signing certificate',
    () => new X509Certificate(strongest.certificate),
  );
  warnOfWeakness(draft, strongest.hash, certificate);
  judgePurpose(draft, certificate);
  judgeLifetime(draft, strongest.certificate, timestamp, now);
}

/** A file may bear several signatures, the others as attributes of the first. */
function withNested(der: Buffer): SignedMessage[] {
  const primary = readSignedMessage(der);
  const nested = unsignedAttribute(primary, nestedSignature);
  if (nested.length > maxNested) throw new RangeError('too many signatures');
  return [primary, ...nested.map(({ raw }) => readSignedMessage(raw))];
}

async function judgeMessage(
  draft: Draft,
  message: SignedMessage,
  matchesFile: MatchesFile,
): Promise<Signature> {
  const { hash, digest } = readingPart(part, () => readIndirectData(message));
  const certificate = readingPart(part, () => signerCertificate(message));
  if (hash === undefined || certificate === null) {
    throw new AppError(
      'signature_invalid',
      hash === undefined
        ? 'The signature uses a hash that is not known here; sign the file with SHA-256.'
        : 'The signature does not bring its certificate; sign the file again.',
    );
  }
  if (!(await matchesFile(hash, digest))) {
    refuse(
      draft,
      'signature_invalid',
      'The file was changed after it was signed; build and sign it again.',
    );
  } else if (!readingPart(part, () => isSignedMessage(message, certificate))) {
    refuse(draft, 'signature_invalid', 'The signature does not hold; sign the file again.');
  } else if (readingPart('The signing certificate', () => isAltered(certificate, message))) {
    refuse(
      draft,
      'signature_invalid',
      'The signing certificate was changed after it was issued; sign the file with it as it is.',
    );
  }
  return { certificate, hash, timestamp: judgeTimestamp(draft, message) };
}

/** As far as the message brings the issuer; the way from there to a root is not checked. */
function isAltered(certificate: Buffer, { certificates }: SignedMessage): boolean {
  const [signer, ...bag] = [certificate, ...certificates].map((der) => new X509Certificate(der));
  return signer !== undefined && isDisowned(signer, bag);
}

function judgeTimestamp(draft: Draft, message: SignedMessage): Timestamp | null {
  const timestamp = readingPart('The timestamp of the signature', () => readTimestamp(message));
  if (timestamp !== null && !timestamp.isValid) {
    refuse(
      draft,
      'signature_invalid',
      'The timestamp of the signature does not hold; sign the file again.',
    );
  }
  return timestamp;
}

function signerOf(certificate: Buffer) {
  return readingPart('The signing certificate', () => signerFacts(certificate));
}

function warnOfWeakness(draft: Draft, hash: string, { publicKey }: X509Certificate): void {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  if (hash !== 'sha1' && (bits === undefined || bits >= 2048)) return;
  const what = hash === 'sha1' ? 'only with SHA-1' : `with an RSA key of ${bits} bits`;
  warn(
    draft,
    'weak_signature',
    `The file is signed ${what}, which Windows no longer trusts everywhere; sign it with SHA-256 and a key of 2048 bits or more.`,
  );
}

function judgePurpose(draft: Draft, certificate: X509Certificate): void {
  if (certificate.keyUsage?.includes(codeSigning) !== true) {
    refuse(
      draft,
      'signer_not_trusted',
      'The certificate of the signature is not made for signing code, so Windows does not accept it; sign with a code signing certificate.',
    );
  }
  if (certificate.verify(certificate.publicKey)) {
    warn(
      draft,
      'self_signed',
      'The signing certificate was issued by its own holder: Windows trusts it only where the organisation has installed it.',
    );
  }
}
