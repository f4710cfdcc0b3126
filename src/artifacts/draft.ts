import { createHash } from 'node:crypto';
import { AppError, isAppError } from '../errors.js';
import type { Artifact, Inspection, Refusal, Verification, Warning } from './artifact.js';
import { isRefusalCode, isTolerable, type RefusalCode, unprovenBy } from './policy.js';

/** An artifact in the making: what the stages have read so far, and the first refusal, if any. */
export interface Draft {
  artifact: Partial<Artifact>;
  icon: Buffer | null;
  warnings: Warning[];
  refusal: Refusal | null;
  /** Refusals that warn instead, because an administrator said so. */
  tolerated: ReadonlySet<string>;
  /** What was thrown behind the refusal: for the log, never for an answer. */
  cause: unknown;
}

/** An empty draft. */
export function newDraft(tolerated: ReadonlySet<string> = new Set()): Draft {
  return { artifact: {}, icon: null, warnings: [], refusal: null, tolerated, cause: undefined };
}

/**
 * Refuses and lets reading go on; the first refusal stays. A tolerated one warns instead: gives
 * whether it did.
 */
export function refuse(draft: Draft, code: RefusalCode, detail: string): boolean {
  const isTolerated = tolerate(draft, code, detail);
  if (!isTolerated) draft.refusal ??= { code, detail };
  return isTolerated;
}

/** Throws the refusal, for a judge that cannot go on from it; a tolerated one warns and returns. */
export function insist(draft: Draft, code: RefusalCode, detail: string): void {
  if (!tolerate(draft, code, detail)) throw new AppError(code, detail);
}

function tolerate(draft: Draft, code: RefusalCode, detail: string): boolean {
  if (!isTolerable(code) || !draft.tolerated.has(code)) return false;
  warn(draft, code, detail);
  return true;
}

/**
 * Refuses with what a stage threw, tolerated or not, as nothing was read after it; anything but a
 * refusal is `unreadable_artifact`.
 */
export function refuseWith(draft: Draft, error: unknown): void {
  if (draft.refusal !== null) return;
  if (isAppError(error) && isRefusalCode(error.code)) {
    draft.refusal = { code: error.code, detail: error.message };
    draft.cause = error.cause;
  } else {
    const detail = 'The file could not be read; build the app again and upload it.';
    draft.refusal = { code: 'unreadable_artifact', detail };
    draft.cause = error;
  }
}

/** Adds a warning, once per code. */
export function warn(draft: Draft, code: Warning['code'], detail: string): void {
  if (!draft.warnings.some((warning) => warning.code === code))
    draft.warnings.push({ code, detail });
}

/** The finished inspection. A refusal also stands in the verification, where a reader looks for it. */
export function conclude(draft: Draft): Inspection {
  const { artifact, refusal, icon, cause, warnings } = draft;
  const verification = withUnproven(
    artifact.verification ?? { verdict: 'not-checked', schemes: [], notChecked: [] },
    warnings,
  );
  if (refusal !== null) {
    const refused = { ...artifact, warnings, verification: { ...verification, refusal } };
    return {
      accepted: false,
      artifact: refused,
      refusal,
      ...(cause === undefined ? {} : { cause }),
    };
  }
  const iconSha256 = icon === null ? '' : createHash('sha256').update(icon).digest('hex');
  const whole = { ...artifact, iconSha256, warnings, verification };
  if (!isWhole(whole)) throw new Error('an accepted artifact lacks facts');
  return { accepted: true, artifact: whole, icon };
}

/** What was tolerated may leave a part of the verdict unproven. */
function withUnproven(verification: Verification, warnings: readonly Warning[]): Verification {
  const unproven = warnings.flatMap(({ code }) => unprovenBy(code) ?? []);
  if (unproven.length === 0) return verification;
  const { verdict, notChecked } = verification;
  return {
    ...verification,
    verdict: verdict === 'verified' ? 'partial' : verdict,
    notChecked: [...notChecked, ...unproven],
  };
}

function isWhole(artifact: Partial<Artifact>): artifact is Artifact {
  return (
    artifact.platform !== undefined &&
    artifact.bundleIdentifier !== undefined &&
    artifact.icon !== undefined
  );
}
