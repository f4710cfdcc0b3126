import { isAppError } from '../../errors.js';
import type { Archive } from '../archive.js';
import type { FileBytes } from '../file-bytes.js';
import { contentDigest } from './content-digest.js';
import { judgeJar } from './jar/judge-jar.js';
import { firstSdk, type JudgedBlock, judgeBlocks, newestSigner } from './judge-blocks.js';
import type { LineageSigner } from './proof-of-rotation.js';
import { lineageOf } from './scheme-rules.js';
import type { DigestKind } from './signature-algorithms.js';
import { asFault, SignatureFault } from './signature-fault.js';
import { blockId, type SigningBlock } from './signing-block.js';

/** An APK and all that its signatures are judged by. */
export interface SignedApk {
  archive: Archive;
  block: SigningBlock | null;
  /** The API level of `targetSdkVersion`. */
  targetSdk: number;
  /** `android:targetSandboxVersion`. */
  targetSandbox: number;
  /** The content digest of one kind; computed when first asked for. */
  digestOf(kind: DigestKind): Buffer;
}

export type ApkScheme = 'v1' | JudgedBlock['scheme'];

export interface JudgedScheme {
  scheme: ApkScheme;
  certificates: readonly Buffer[];
  fault: SignatureFault | null;
}

/** The verdict for every Android version from one on. */
export interface ApkJudgement {
  /** The schemes those versions look at, oldest first. */
  schemes: readonly JudgedScheme[];
  /** Why the APK does not verify; `scheme` is null where it is about the APK as a whole. */
  fault: { scheme: ApkScheme | null; fault: SignatureFault } | null;
  /** The certificate that the newest versions take for the signer's. */
  signer: Buffer | null;
  /** The signers of the proof of rotation, oldest first; null where the key never changed. */
  lineage: readonly LineageSigner[] | null;
  /** The hashes scheme v1 relies on, where it was judged. */
  jarHashes: ReadonlySet<string>;
}

/** Takes an APK for judging. */
export function signedApk(
  archive: Archive,
  file: FileBytes,
  block: SigningBlock | null,
  manifest: { targetSdk: number; targetSandbox: number },
): SignedApk {
  const known = new Map<DigestKind, Buffer>();
  const digestOf = (kind: DigestKind): Buffer => {
    const digest =
      known.get(kind) ?? contentDigest(file, archive.end, block?.offset ?? file.size, kind);
    known.set(kind, digest);
    return digest;
  };
  return { archive, block, ...manifest, digestOf };
}

/**
 * Judges an APK's signatures for every Android version from `minSdk` on, as apksig does: v3.1, v3
 * and v2 where such a version looks at them, JAR signing where one knows no other, and all of them
 * by one signer or its proven past. Throws `unreadable_artifact` where the archive is not safe to read.
 */
export async function judgeApk(apk: SignedApk, minSdk: number): Promise<ApkJudgement> {
  const blocks = apk.block === null ? [] : judgeBlocks(apk.block, minSdk, apk.digestOf);
  const jar = await judgeJarScheme(apk, blocks, minSdk);
  const schemes = [...(jar === null ? [] : [jar.judged]), ...[...blocks].reverse().map(asScheme)];
  const newest = blocks[0];
  const lineage = lineageOf(newest?.signers ?? []) ?? lineageOf(blocks[1]?.signers ?? []);
  const failed = [...blocks.map(asScheme), ...(jar === null ? [] : [jar.judged])].find(
    ({ fault }) => fault !== null,
  );
  const wholeFault = failed === undefined ? checkTogether(apk, schemes, blocks, lineage) : null;
  return {
    schemes,
    fault:
      failed?.fault != null
        ? { scheme: failed.scheme, fault: failed.fault }
        : wholeFault && { scheme: null, fault: wholeFault },
    signer: signerOf(blocks) ?? jar?.judged.certificates[0] ?? null,
    lineage,
    jarHashes: jar?.hashes ?? new Set(),
  };
}

function asScheme({ scheme, signers, fault }: JudgedBlock): JudgedScheme {
  return { scheme, certificates: signers.map(({ certificate }) => certificate), fault };
}

function signerOf([newest]: readonly JudgedBlock[]): Buffer | undefined {
  const signers = newest?.signers ?? [];
  return (newest?.scheme === 'v2' ? signers[0] : newestSigner(signers))?.certificate;
}

/** JAR signing; null where no version from `minSdk` on looks at it, or a block is broken already. */
async function judgeJarScheme(
  apk: SignedApk,
  blocks: readonly JudgedBlock[],
  minSdk: number,
): Promise<{ judged: JudgedScheme; hashes: ReadonlySet<string> } | null> {
  const isNeeded = minSdk < firstSdk.v2 || blocks.length === 0;
  if (!isNeeded || blocks.some(({ fault }) => fault !== null)) return null;
  const found = new Set(blocks.map(({ scheme }) => Number(scheme.slice(1))));
  try {
    const { certificates, hashes } = await judgeJar(apk.archive, minSdk, found);
    return { judged: { scheme: 'v1', certificates, fault: null }, hashes };
  } catch (error) {
    if (isAppError(error)) throw error;
    const fault = asFault(error);
    return { judged: { scheme: 'v1', certificates: [], fault }, hashes: new Set() };
  }
}

/** What the schemes owe each other and the manifest; null where they agree. */
function checkTogether(
  apk: SignedApk,
  schemes: readonly JudgedScheme[],
  blocks: readonly JudgedBlock[],
  lineage: readonly LineageSigner[] | null,
): SignatureFault | null {
  const certificatesOf = (name: ApkScheme) =>
    schemes.find(({ scheme }) => scheme === name)?.certificates;
  const [v1, v2] = [certificatesOf('v1'), certificatesOf('v2')];
  if (blocks.length === 0 && apk.targetSdk >= 30)
    return outdated('an app for Android 11 or later needs a v2 or v3 signature');
  if (blocks.length === 0 && apk.targetSandbox > 1)
    return outdated('an app for sandbox version 2 needs a v2 or v3 signature');
  if (v1 !== undefined && v2 !== undefined && !isSameSet(v1, v2))
    return new SignatureFault('v1 and v2 name different signers');
  const v3 = blocks.find(({ scheme }) => scheme === 'v3');
  const past = v1 ?? v2;
  if (v3 === undefined || past === undefined) return null;
  const oldest =
    lineage?.[0]?.certificate ?? (v3.signers.length === 1 ? v3.signers[0]?.certificate : undefined);
  const isSame = past.length === 1 && oldest !== undefined && past[0]?.equals(oldest);
  return isSame ? null : new SignatureFault('v3 does not follow from the signer of v1 and v2');
}

function outdated(message: string): SignatureFault {
  return new SignatureFault(message, 'outdated');
}

function isSameSet(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  const isIn = (list: readonly Buffer[]) => (one: Buffer) => list.some((each) => each.equals(one));
  return some.every(isIn(others)) && others.every(isIn(some));
}

/** Whether the APK holds a block of this scheme. */
export function hasBlock({ block }: SignedApk, scheme: JudgedBlock['scheme']): boolean {
  return block?.blocks.has(blockId[scheme]) ?? false;
}
