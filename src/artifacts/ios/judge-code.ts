import { type AppFiles, fileAt, shownPath } from '../apple/app-files.js';
import type { CodeBundle } from '../apple/code-signature/code-bundles.js';
import { directoryName } from '../apple/code-signature/code-directory.js';
import { pageSink } from '../apple/code-signature/code-pages.js';
import {
  invalid,
  judgeSlice,
  type SliceSignature,
} from '../apple/code-signature/code-signature.js';
import { digestSinks, type SealLedger } from '../apple/code-signature/sealed-files.js';
import type { FileDigests, SealedParts } from '../apple/code-signature/special-slots.js';
import { passThrough } from '../apple/entry-bytes.js';
import { encryptedApp, readCode } from '../apple/executable.js';
import { loadedFileTypes, type MachOSlice } from '../apple/mach-o.js';
import type { PackedFile, PackedFiles } from '../packed-files.js';
import {
  isAppleSoftware,
  judgeProcess,
  judgeSigner,
  type SigningRules,
} from './code-signing-rules.js';

/** What is known while the code of one app is judged, piece by piece. */
export interface CodeWork {
  archive: PackedFiles;
  files: AppFiles;
  ledger: SealLedger;
  /** Digests of `_CodeSignature/CodeResources` by the bundle's folder. */
  seals: Map<string, FileDigests>;
  /** Names of the code directories of each file of code that holds. */
  judged: Map<string, ReadonlySet<string>>;
  /** Whether some code is hashed by SHA-1 alone. */
  isWeak: boolean;
}

/** One file of code: the executable of a bundle, or a library of its own (`bundle` is null). */
export interface CodeFile {
  path: string;
  bundle: CodeBundle | null;
  rules: SigningRules;
}

/**
 * Judges one file of code whole: signature, signer and pages of every slice, and its digests in the
 * seals around it. Files that no device loads as code are passed over. Throws the refusal.
 */
export async function judgeCode(
  work: CodeWork,
  code: CodeFile,
  known?: readonly MachOSlice[],
): Promise<void> {
  const entry = fileAt(work.files, code.path);
  if (entry === undefined) throw invalid(`The ${subjectOf(code)} is missing`);
  const slices = known ?? (await readCode(work.archive, entry, `The ${subjectOf(code)}`));
  if (!code.bundle?.isApp && !slices.some(isLoaded)) return;
  if (slices.some(({ isEncrypted }) => isEncrypted)) throw encryptedApp();
  const signatures = slices.map((slice) => judgeSignature(work, code, slice, entry));
  const pages = signatures.flatMap(({ directories }, index) =>
    directories.map((directory) => pageSink(slices[index]?.offset ?? 0, directory)),
  );
  const sinks = [...pages, ...digestSinks(work.ledger, code.path)];
  await passThrough(work.archive, entry, sinks);
  if (sinks.some((sink) => !sink.isGood())) {
    throw invalid(`The ${subjectOf(code)} was changed after it was signed`);
  }
  const directories = signatures.flatMap((signature) => signature.directories);
  work.judged.set(code.path, new Set(directories.map(directoryName)));
}

/** How a sentence calls a file of code, behind its article. */
function subjectOf({ path, bundle }: CodeFile): string {
  return bundle?.folder === '' ? 'code of the app' : `code in ${shownPath(path)}`;
}

/** Whether a device may load the slice: its own processors, and no object or symbol file. */
function isLoaded({ isArm, fileType }: MachOSlice): boolean {
  return isArm && loadedFileTypes.includes(fileType);
}

function judgeSignature(
  work: CodeWork,
  code: CodeFile,
  slice: MachOSlice,
  entry: PackedFile,
): SliceSignature {
  const subject = subjectOf(code);
  const signature = judgeSlice(slice, entry.size, partsOf(work, code), subject);
  work.isWeak ||= signature.directories.every(({ hash }) => hash.name === 'sha1');
  if (code.bundle === null && isAppleSoftware(signature)) return signature;
  judgeSigner(signature, code.rules, subject);
  if (code.bundle?.isApp) {
    judgeProcess(signature, code.rules, code.bundle.identifier ?? '', subject);
  }
  return signature;
}

function partsOf({ seals }: CodeWork, { bundle }: CodeFile): SealedParts {
  if (bundle === null) return { infoPlist: null, codeResources: null, isBundle: false };
  const codeResources = seals.get(bundle.folder) ?? null;
  return { infoPlist: bundle.infoPlist, codeResources, isBundle: true };
}
