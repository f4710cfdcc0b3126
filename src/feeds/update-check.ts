import type { App } from '../apps/model.js';
import { compareVersionCodes } from '../artifacts/version-code.js';
import type { Platform } from '../platform.js';
import { Channel, type LocalTexts } from '../releases/model.js';
import { offeredReleases } from '../releases/offered.js';
import { type HistoryEntry, historyOf, type WholeRelease } from '../releases/queries.js';

/** What an installed app asks. Who it is for is not known. */
export interface UpdateQuestion {
  app: App;
  platform: Platform;
  channel: string;
  /** Of what is installed; null for nothing. */
  versionCode: string | null;
  /** Of the device's system; null where it is not told. */
  osVersion: string | null;
}

export interface UpdateFacts {
  release: number;
  version: string;
  versionCode: string;
  size: number;
  sha256: string;
  minimumOsVersion: string | null;
  notes: string;
  translatedNotes: LocalTexts;
  publishedAt: string;
}

export interface UpdateAnswer {
  /** What to install in place of what is installed; null where there is nothing for this device. */
  update: UpdateFacts | null;
  /** Whether what is installed must not be used on. */
  mandatory: boolean;
  minimumVersionCode: string | null;
  /** What was said of the very version that is installed, where it was recalled. */
  recall: { texts: LocalTexts; replacement: number | null } | null;
}

/**
 * The answer to an installed app: facts, never an address. Null where nothing is newer and nothing
 * is wrong with what is installed; so too on a channel that is not for everyone registered. A
 * rollout that has not reached everyone does not reach who is not known.
 */
export async function checkForUpdate(question: UpdateQuestion): Promise<UpdateAnswer | null> {
  const { app, platform, versionCode } = question;
  const channel = await Channel.findOne({ where: { appId: app.id, name: question.channel } });
  if (channel?.audience !== 'registered') return null;
  const offers = await offeredReleases(app.id, channel.name, null);
  const offered = offers.find(({ appPlatform }) => appPlatform.platform === platform);
  const history = await historyOf(channel.id, platform);
  const held = versionCode === null ? null : { platform, versionCode };
  return answer(question, { offered, recalled: recallOf(held, history), history });
}

interface Known {
  offered: WholeRelease | undefined;
  recalled: HistoryEntry | null;
  history: readonly HistoryEntry[];
}

function answer(question: UpdateQuestion, known: Known): UpdateAnswer | null {
  const { recalled } = known;
  const update = updateFor(question, known);
  const minimumVersionCode = oldestSupported(question);
  const isUnsupported =
    minimumVersionCode !== null &&
    question.versionCode !== null &&
    isNewer(question, minimumVersionCode);
  if (update === null && recalled === null && !isUnsupported) return null;
  return {
    update: update && factsOf(update),
    mandatory: isUnsupported || recalled !== null || mustMove(question, known, update),
    minimumVersionCode,
    recall: recalled && {
      texts: recalled.recallTexts ?? {},
      replacement: recalled.replacementReleaseId,
    },
  };
}

/** What is offered, where it is newer and runs on this system; in place of what was recalled, also what is older. */
function updateFor(question: UpdateQuestion, { offered, recalled }: Known): WholeRelease | null {
  if (offered === undefined || !runsOn(offered, question.osVersion)) return null;
  const { versionCode } = offered.build;
  if (recalled === null ? isNewer(question, versionCode) : versionCode !== question.versionCode) {
    return offered;
  }
  return null;
}

function isNewer({ platform, versionCode }: UpdateQuestion, other: string): boolean {
  return versionCode === null || compareVersionCodes(platform, other, versionCode) > 0;
}

function oldestSupported({ app, platform }: UpdateQuestion): string | null {
  return app.platforms?.find((one) => one.platform === platform)?.minimumVersionCode ?? null;
}

/** Whether a mandatory release stands between what is installed and the update. */
function mustMove(question: UpdateQuestion, { history }: Known, update: WholeRelease | null) {
  const last = update?.release.id ?? 0;
  return history.some(
    ({ id, state, mandatory, versionCode }) =>
      mandatory && state !== 'withdrawn' && id <= last && isNewer(question, versionCode),
  );
}

/** The recall of the very version that is installed. */
function recallOf(
  held: { platform: Platform; versionCode: string } | null,
  history: readonly HistoryEntry[],
): HistoryEntry | null {
  if (held === null) return null;
  const { platform, versionCode } = held;
  const last = history.find(
    (entry) => compareVersionCodes(platform, entry.versionCode, versionCode) === 0,
  );
  return last?.state === 'withdrawn' && last.recallTexts ? last : null;
}

function runsOn({ build }: WholeRelease, osVersion: string | null): boolean {
  const { minimumOsVersion: needed, platform } = build.artifact;
  if (osVersion === null || needed === null) return true;
  // Versions of a system are whole numbers between dots, on Android too.
  const between = platform === 'android' ? 'windows' : platform;
  return compareVersionCodes(between, osVersion, needed) >= 0;
}

function factsOf({ release, build }: WholeRelease): UpdateFacts {
  return {
    release: release.id,
    version: build.version,
    versionCode: build.versionCode,
    size: build.size,
    sha256: build.sha256,
    minimumOsVersion: build.artifact.minimumOsVersion,
    notes: release.notes,
    translatedNotes: release.translatedNotes ?? {},
    publishedAt: release.publishedAt.toISOString(),
  };
}
