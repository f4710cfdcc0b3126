import { type AppFiles, fileAt, shownPath } from '../../apple/app-files.js';
import { directoryName } from '../../apple/code-signature/code-directory.js';
import { pageSink } from '../../apple/code-signature/code-pages.js';
import { readResourceSeal } from '../../apple/code-signature/code-resources.js';
import { judgeSlice, type SliceSignature } from '../../apple/code-signature/code-signature.js';
import {
  checkLinks,
  digestSinks,
  enterSeal,
  newLedger,
  type SealLedger,
} from '../../apple/code-signature/sealed-files.js';
import { fileDigests, type SealedParts } from '../../apple/code-signature/special-slots.js';
import { passThrough } from '../../apple/entry-bytes.js';
import { readCode } from '../../apple/executable.js';
import type { MachOSlice } from '../../apple/mach-o.js';
import { readingPart } from '../../damage.js';
import type { PackedFiles } from '../../packed-files.js';
import { type BundleLayout, bundleLayout } from './bundle-layout.js';
import { invalid } from './signature-refusals.js';

/** The main executable's slices and what their signatures say. */
export interface VerifiedBundle {
  slices: readonly MachOSlice[];
  signatures: readonly SliceSignature[];
}

const maxSealSize = 32 * 1024 * 1024;
const maxDepth = 8;
const maxCode = 2000;
/** Written after signing, and left out by every signer (`bundlediskrep.cpp`). */
const unsealed = /^(CodeResources$|_MASReceipt\/|_CodeSignature\/)/;

/** What is under way: the whole app, and how much code was met in it. */
interface Walk {
  archive: PackedFiles;
  files: AppFiles;
  met: number;
}

/**
 * Judges a signed bundle of macOS whole: the executable's signature and pages, every sealed file, and
 * nested code by the hash of its code directory in the seal around it, so that the outermost
 * signature holds for everything inside. Throws the refusal.
 */
export async function verifyBundle(
  archive: PackedFiles,
  files: AppFiles,
  layout: BundleLayout,
): Promise<VerifiedBundle> {
  return verifyLayout({ archive, files, met: 0 }, layout, 0);
}

async function verifyLayout(
  walk: Walk,
  layout: BundleLayout,
  depth: number,
): Promise<VerifiedBundle> {
  if (depth > maxDepth) throw invalid('The app nests its code too deep');
  const path = `${layout.base}_CodeSignature/CodeResources`;
  const entry = fileAt(walk.files, path);
  const bytes = entry === undefined ? null : await walk.archive.read(entry, maxSealSize);
  const verified = await verifyCode(walk, layout.executable, {
    infoPlist: fileDigests(layout.infoPlist),
    codeResources: bytes === null ? null : fileDigests(bytes),
    isBundle: true,
  });
  if (bytes === null) throw invalid(`The seal ${shownPath(path)} is missing`);
  const ledger = enterFiles(walk.files, layout, bytes);
  await verifyFiles(walk, ledger);
  for (const { path: nested, name } of ledger.nested) await verifyNested(walk, nested, name, depth);
  return verified;
}

function enterFiles(files: AppFiles, layout: BundleLayout, bytes: Buffer): SealLedger {
  const ledger = newLedger();
  const inside = [...files].filter(
    ([path]) => path.startsWith(layout.base) && !unsealed.test(path.slice(layout.base.length)),
  );
  const bundle = {
    folder: layout.base,
    isApp: true,
    identifier: null,
    executable: layout.executable,
    infoPlist: fileDigests(layout.infoPlist),
  };
  const seal = readingPart('The list of sealed files', () => readResourceSeal(bytes));
  enterSeal(ledger, new Map(inside), bundle, seal);
  return ledger;
}

async function verifyFiles({ archive, files }: Walk, ledger: SealLedger): Promise<void> {
  for (const path of ledger.digests.keys()) {
    const entry = fileAt(files, path);
    const sinks = digestSinks(ledger, path);
    if (entry !== undefined) await passThrough(archive, entry, sinks);
    if (sinks.some((sink) => !sink.isGood())) {
      throw invalid(`The sealed file ${shownPath(path)} was changed`);
    }
  }
  await checkLinks(archive, files, ledger);
}

async function verifyNested(walk: Walk, path: string, name: string, depth: number): Promise<void> {
  const isFile = fileAt(walk.files, path) !== undefined;
  const layout = isFile
    ? null
    : await bundleLayout(walk.archive, walk.files, path).catch((cause) => {
        throw invalid(`The code ${shownPath(path)} is damaged`, cause);
      });
  if (!isFile && layout === null) throw invalid(`The code ${shownPath(path)} is missing`);
  const { signatures } =
    layout === null
      ? await verifyCode(walk, path, { infoPlist: null, codeResources: null, isBundle: false })
      : await verifyLayout(walk, layout, depth + 1);
  const names = signatures.flatMap(({ directories }) => directories.map(directoryName));
  if (!names.includes(name)) throw invalid(`The code ${shownPath(path)} is not what was sealed`);
}

async function verifyCode(walk: Walk, path: string, parts: SealedParts): Promise<VerifiedBundle> {
  const { archive, files } = walk;
  const subject = `code ${shownPath(path)}`;
  const entry = fileAt(files, path);
  walk.met += 1;
  if (entry === undefined) throw invalid(`The ${subject} is missing`);
  if (walk.met > maxCode) throw invalid('The app holds too much code');
  const slices = await readCode(archive, entry, subject);
  const signatures = slices.map((slice) => judgeSlice(slice, entry.size, parts, subject));
  const sinks = signatures.flatMap(({ directories }, index) =>
    directories.map((directory) => pageSink(slices[index]?.offset ?? 0, directory)),
  );
  await passThrough(archive, entry, sinks);
  if (sinks.some((sink) => !sink.isGood())) throw invalid(`The ${subject} was changed`);
  return { slices, signatures };
}
