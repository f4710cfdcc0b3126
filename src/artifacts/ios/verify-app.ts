import { AppError } from '../../errors.js';
import type { Judgement } from '../anchors.js';
import { fileAt, indexAppFiles, shownPath } from '../apple/app-files.js';
import { type CodeBundle, codeBundles } from '../apple/code-signature/code-bundles.js';
import { readResourceSeal } from '../apple/code-signature/code-resources.js';
import { invalid } from '../apple/code-signature/code-signature.js';
import {
  checkLinks,
  digestSinks,
  enterSeal,
  newLedger,
} from '../apple/code-signature/sealed-files.js';
import { fileDigests } from '../apple/code-signature/special-slots.js';
import { type EntrySink, passThrough } from '../apple/entry-bytes.js';
import { isMachO, type MachOSlice } from '../apple/mach-o.js';
import { type Draft, newDraft, refuseWith, warn } from '../draft.js';
import type { PackedFile, PackedFiles } from '../packed-files.js';
import type { SigningRules } from './code-signing-rules.js';
import { type CodeWork, judgeCode } from './judge-code.js';
import type { ProfilePlist } from './profile-plist.js';
import { judgeProfile } from './provisioning-profile.js';

const maxSealSize = 32 * 1024 * 1024;
const maxProfileSize = 4 * 1024 * 1024;

/** The app and what was read of it before. */
export interface SignedApp {
  /** `Payload/<name>.app/` */
  folder: string;
  slices: readonly MachOSlice[];
  profile: ProfilePlist;
}

/**
 * Judges everything an app's signature covers, in one pass over its files: the code of the app and
 * of all that is nested in it, each under its own signature, and every sealed file. Follows Apple's
 * Security framework (`StaticCode.cpp`, `resources.cpp`), and is stricter where a signer of Apple's
 * would not go. Refuses in the draft; gives whether everything holds.
 */
export async function verifyApp(
  draft: Draft,
  archive: PackedFiles,
  app: SignedApp,
  judgement: Judgement,
): Promise<boolean> {
  try {
    const rules = { profile: app.profile, judgement, draft };
    const work = await judgeAll(draft, archive, app, rules);
    warnOfWeakness(draft, work);
    return true;
  } catch (error) {
    refuseWith(draft, error);
    return false;
  }
}

async function judgeAll(
  draft: Draft,
  archive: PackedFiles,
  app: SignedApp,
  rules: SigningRules,
): Promise<CodeWork> {
  const files = indexAppFiles(archive, app.folder);
  const work: CodeWork = {
    archive,
    files,
    ledger: newLedger(),
    seals: new Map(),
    judged: new Map(),
    isWeak: false,
  };
  const [main, ...nested] = (await codeBundles(archive, files)).filter(hasCode);
  if (main?.folder !== '') throw invalid('The Info.plist of the app names no executable');
  await takeSeal(work, main, () =>
    judgeCode(work, { path: main.executable, bundle: main, rules }, app.slices),
  );
  for (const bundle of nested) await takeSeal(work, bundle);
  for (const bundle of nested) {
    const own = await rulesFor(draft, work, bundle, rules);
    await judgeCode(work, { path: bundle.executable, bundle, rules: own });
  }
  await judgeRest(work, rules);
  await checkLinks(archive, files, work.ledger);
  checkNested(work);
  return work;
}

type BundleWithCode = CodeBundle & { executable: string };

/** Every app and extension has code; a framework may hold nothing but resources. */
function hasCode(bundle: CodeBundle): bundle is BundleWithCode {
  if (bundle.executable !== null) return true;
  if (!bundle.isApp) return false;
  throw invalid(`${shownPath(bundle.folder)} has no executable`);
}

/** Reads a bundle's seal; `before` runs when its digest is known and before what it demands. */
async function takeSeal(
  work: CodeWork,
  bundle: CodeBundle,
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  const path = `${bundle.folder}_CodeSignature/CodeResources`;
  const entry = fileAt(work.files, path);
  const bytes = entry === undefined ? null : await work.archive.read(entry, maxSealSize);
  if (bytes !== null) work.seals.set(bundle.folder, fileDigests(bytes));
  await before();
  if (bytes !== null) enterSeal(work.ledger, work.files, bundle, sealIn(bytes, path));
}

function sealIn(bytes: Buffer, path: string) {
  try {
    return readResourceSeal(bytes);
  } catch (error) {
    throw invalid(`The list of sealed files ${shownPath(path)} is damaged`, error);
  }
}

/** An app or extension is judged by the profile it brings along, else by that of the whole app. */
async function rulesFor(
  draft: Draft,
  work: CodeWork,
  bundle: CodeBundle,
  rules: SigningRules,
): Promise<SigningRules> {
  const entry = fileAt(work.files, `${bundle.folder}embedded.mobileprovision`);
  if (!bundle.isApp || entry === undefined) return rules;
  const own = newDraft(draft.tolerated);
  const bytes = await work.archive.read(entry, maxProfileSize);
  const profile = judgeProfile(own, bytes, rules.judgement, ['iOS', 'watchOS']);
  if (own.refusal !== null) {
    const { code, detail } = own.refusal;
    throw new AppError(code, `In ${shownPath(bundle.folder)}: ${detail}`, { cause: own.cause });
  }
  for (const { code, detail } of own.warnings) warn(draft, code, detail);
  return { ...rules, profile };
}

/** Passes over all files that are no known code. Code that comes to light is judged as such. */
async function judgeRest(work: CodeWork, rules: SigningRules): Promise<void> {
  for (const [path, entry] of work.files) {
    if (entry.isLink || work.judged.has(path)) continue;
    if (path.endsWith('.dylib')) await judgeCode(work, { path, bundle: null, rules });
    if (work.judged.has(path)) continue;
    const isCode = await judgeFile(work, path, entry);
    if (isCode) await judgeCode(work, { path, bundle: null, rules });
  }
}

/** Compares one file with its digests; tells whether it looks like code. */
async function judgeFile(work: CodeWork, path: string, entry: PackedFile): Promise<boolean> {
  let isCode = false;
  const head: EntrySink = {
    take: (chunk, position) => {
      if (position === 0) isCode = isMachO(chunk);
    },
    isGood: () => true,
  };
  const sinks = [head, ...digestSinks(work.ledger, path)];
  await passThrough(work.archive, entry, sinks);
  if (sinks.every((sink) => sink.isGood())) return isCode;
  throw invalid(`The sealed file ${shownPath(path)} was changed`);
}

/** What a seal calls by the name of its code has to be there under that name. */
function checkNested({ ledger, judged, files }: CodeWork): void {
  for (const { path, name } of ledger.nested) {
    const isThere = [...judged].some(
      ([code, names]) => (code === path || code.startsWith(`${path}/`)) && names.has(name),
    );
    if (!isThere || files.get(path)?.isLink)
      throw invalid(`The code ${shownPath(path)} was changed`);
  }
}

function warnOfWeakness(draft: Draft, { ledger, isWeak, judged }: CodeWork): void {
  if (isWeak || ledger.isWeak) {
    warn(
      draft,
      'weak_signature',
      'A part of the app is signed with SHA-1 alone; sign it with a current Xcode, which adds SHA-256.',
    );
  }
  const unsealed = [...ledger.unsealed].filter(
    (path) => !ledger.digests.has(path) && !judged.has(path),
  );
  const [first] = unsealed;
  if (first === undefined) return;
  warn(
    draft,
    'unsealed_files',
    `The signature leaves out ${unsealed.length} files of the app, such as ${shownPath(first)}: nobody can tell whether they were changed.`,
  );
}
