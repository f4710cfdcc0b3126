import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArchive } from '../../../src/artifacts/archive.js';
import type { Inspection } from '../../../src/artifacts/artifact.js';
import { openFileBytes } from '../../../src/artifacts/file-bytes.js';
import { writeZip, type ZipEntry } from '../artifacts/zip.js';
import { fixedNow } from './fixed-keys.js';
import { type Lane, type Outcome, openLane } from './lane.js';
import { mutateBytes, mutateEntries } from './mutate.js';
import { type Random, seededRandom } from './random.js';
import type { Seed } from './seed.js';
import { fuzzSeeds } from './seeds.js';

export interface CampaignOptions {
  seed: number;
  /** Inputs to try, or as many as fit into `seconds`. */
  count: number;
  seconds: number;
  deadlineMs: number;
  /** Where inputs are kept that broke a rule; nowhere where absent. */
  keep?: string | undefined;
}

export interface CampaignResult {
  tried: number;
  accepted: number;
  refused: Readonly<Record<string, number>>;
  contained: number;
  slowestMs: number;
  /** Peak of the whole process, in MiB. */
  peakMemory: number;
  /** What broke a rule: which input of which seed, and how. */
  failures: readonly string[];
}

interface Plot extends Seed {
  entries: ZipEntry[] | null;
  /** Whose build it is, where the seal keeps that. */
  identity: string | null;
}

interface Campaign {
  seeds: Plot[];
  options: CampaignOptions;
  folder: string;
  result: { -readonly [Key in keyof CampaignResult]: CampaignResult[Key] } & {
    refused: Record<string, number>;
    failures: string[];
  };
}

/**
 * Inspects mutants of sound and hostile builds, the same ones for the same seed, and holds each to
 * the rules: an answer before the deadline, a refusal with a code and a sentence, no mutant taken
 * that its seal rules out, no descriptor open and no file left behind.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seeds, anchors } = fuzzSeeds();
  const folder = await mkdtemp(join(tmpdir(), 'slipway-fuzz-'));
  const lane = openLane({ now: fixedNow, anchors, deadlineMs: options.deadlineMs });
  const result = {
    tried: 0,
    accepted: 0,
    refused: {},
    contained: 0,
    slowestMs: 0,
    peakMemory: 0,
    failures: [],
  };
  const campaign: Campaign = { seeds: [], options, folder, result };
  try {
    for (const seed of seeds) campaign.seeds.push(await plotOf(folder, seed, lane));
    // The first drawing of an icon in a thread opens what the thread keeps: a watch over processes.
    for (const { bytes } of seeds.filter(({ isBuilt }) => isBuilt)) {
      await writeFile(join(folder, 'mutant'), bytes);
      await lane.inspect(join(folder, 'mutant'));
    }
    const descriptors = await countDescriptors();
    const end = performance.now() + options.seconds * 1000;
    while (result.tried < options.count && performance.now() < end) {
      await tryOne(campaign, (path) => lane.inspect(path));
    }
    if ((await countDescriptors()) > descriptors) fail(campaign, 'descriptors are left open');
    result.peakMemory = Math.round(process.resourceUsage().maxRSS / 1024);
  } finally {
    await lane.close();
    await rm(folder, { recursive: true });
  }
  return result;
}

async function tryOne(
  campaign: Campaign,
  inspect: (path: string) => Promise<Outcome>,
): Promise<void> {
  const { result, options, folder } = campaign;
  const random = seededRandom(options.seed, result.tried);
  // half of the mutants come from the few seeds that are built
  const isBuiltOnly = random.isLucky(0.5);
  const seed = random.pick(campaign.seeds.filter(({ isBuilt }) => isBuilt || !isBuiltOnly));
  const { mutant, isRemade } = mutantOf(seed, random);
  const path = join(folder, 'mutant');
  await writeFile(path, mutant);
  const start = performance.now();
  const outcome = await inspect(path);
  result.slowestMs = Math.max(result.slowestMs, Math.round(performance.now() - start));
  const fault = judge(campaign, outcome, { seed, mutant, isRemade });
  if ((await readdir(folder)).length !== 1) fail(campaign, `${seed.name}: a file is left behind`);
  if (fault !== null) {
    fail(campaign, `${seed.name}: ${fault}`);
    if (options.keep !== undefined)
      await writeFile(join(options.keep, `${options.seed}-${result.tried}.bin`), mutant);
  }
  result.tried += 1;
}

function fail({ result, options }: Campaign, what: string): void {
  result.failures.push(`seed ${options.seed}, input ${result.tried}, ${what}`);
}

function mutantOf(seed: Plot, random: Random): { mutant: Buffer; isRemade: boolean } {
  if (seed.remake !== undefined && random.isLucky(0.5))
    return { mutant: seed.remake(random), isRemade: true };
  const isByBytes = seed.entries === null || random.isLucky(0.3);
  const mutant = isByBytes
    ? mutateBytes(seed.bytes, random)
    : writeZip(mutateEntries(seed.entries ?? [], random));
  return { mutant, isRemade: false };
}

/** The rule that an outcome breaks, or null. */
function judge(
  { result }: Campaign,
  outcome: Outcome,
  { seed, mutant, isRemade }: { seed: Plot; mutant: Buffer; isRemade: boolean },
): string | null {
  if (outcome.kind === 'contained') {
    result.contained += 1;
    return null;
  }
  if (outcome.kind !== 'answer')
    return outcome.kind === 'hang' ? 'it hangs' : `it crashes: ${outcome.error}`;
  const { inspection } = outcome;
  if (inspection.accepted) {
    result.accepted += 1;
    if (isRemade || seed.seal === 'none') return null;
    if (seed.seal === 'file') return isChanged(seed.bytes, mutant) ? 'a mutant is verified' : null;
    return identityOf(inspection) === seed.identity ? null : 'a mutant is taken for another app';
  }
  const { code, detail } = inspection.refusal;
  result.refused[code] = (result.refused[code] ?? 0) + 1;
  return /^\S.*\.$/s.test(detail) ? null : `no sentence: ${detail}`;
}

/** Whether bytes outside the signing block differ: inside it are parts that no signature covers. */
function isChanged(original: Buffer, mutant: Buffer): boolean {
  const block = original.lastIndexOf('APK Sig Block 42') + 16;
  const start = block - Number(original.readBigUInt64LE(block - 24)) - 8;
  if (mutant.length !== original.length) return true;
  const isSame = (from: number, to: number) =>
    original.subarray(from, to).equals(mutant.subarray(from, to));
  return !isSame(0, start) || !isSame(block, original.length);
}

const largestEntry = 2 * 1024 * 1024;
const largestArchive = 4 * 1024 * 1024;

async function plotOf(folder: string, seed: Seed, lane: Lane): Promise<Plot> {
  const path = join(folder, 'seed');
  await writeFile(path, seed.bytes);
  const entries = await entriesOf(path);
  const outcome = await lane.inspect(path);
  await rm(path);
  const identity = outcome.kind === 'answer' ? identityOf(outcome.inspection) : null;
  if (seed.seal !== 'none' && identity === null) throw new Error(`${seed.name} is refused whole`);
  return { ...seed, entries, identity };
}

function identityOf(inspection: Inspection): string | null {
  if (!inspection.accepted) return null;
  const { platform, bundleIdentifier, versionCode, signerCertificate } = inspection.artifact;
  // which Windows roots a computer has nobody here knows: a certificate whose issuer's name is
  // spoilt too is one of another issuer
  const signer = platform === 'windows' ? '' : signerCertificate?.sha256;
  return [platform, bundleIdentifier, versionCode, signer].join(' ');
}

/** The entries of a seed, stored so that writing them anew is cheap; null where they are not small. */
async function entriesOf(path: string): Promise<ZipEntry[] | null> {
  const file = openFileBytes(path);
  try {
    const archive = await openArchive(file);
    const all = [...archive.entries.values()];
    if (all.reduce((sum, { size }) => sum + size, 0) > largestArchive) return null;
    const entries: ZipEntry[] = [];
    for (const entry of all)
      entries.push({
        name: entry.name,
        data: await archive.read(entry, largestEntry),
        stored: true,
      });
    return entries.length === 0 ? null : entries;
  } catch {
    return null;
  } finally {
    file.close();
  }
}

async function countDescriptors(): Promise<number> {
  return (await readdir('/proc/self/fd').catch(() => [])).length;
}
