import { type ErrorCode, isAppError } from '../errors.js';
import type { Artifact, Inspection, Refusal, Warning, WarningCode } from './artifact.js';

/** An artifact in the making: what the stages have read so far, and the first refusal, if any. */
export interface Draft {
  artifact: Partial<Artifact>;
  icon: Buffer | null;
  warnings: Warning[];
  refusal: Refusal | null;
  /** What was thrown behind the refusal: for the log, never for an answer. */
  cause: unknown;
}

/** An empty draft. */
export function newDraft(): Draft {
  return { artifact: {}, icon: null, warnings: [], refusal: null, cause: undefined };
}

/** Refuses and lets reading go on; the first refusal stays. */
export function refuse(draft: Draft, code: ErrorCode, detail: string): void {
  draft.refusal ??= { code, detail };
}

/** Refuses with what a stage threw; anything but an `AppError` is `unreadable_artifact`. */
export function refuseWith(draft: Draft, error: unknown): void {
  if (draft.refusal !== null) return;
  if (isAppError(error)) {
    refuse(draft, error.code, error.message);
    draft.cause = error.cause;
  } else {
    refuse(
      draft,
      'unreadable_artifact',
      'The file could not be read; build the app again and upload it.',
    );
    draft.cause = error;
  }
}

/** Adds a warning, once per code. */
export function warn(draft: Draft, code: WarningCode, detail: string): void {
  if (!draft.warnings.some((warning) => warning.code === code))
    draft.warnings.push({ code, detail });
}

/** The finished inspection. A refusal also stands in the verification, where a reader looks for it. */
export function conclude(draft: Draft): Inspection {
  const { artifact, refusal, icon, cause, warnings } = draft;
  const verification = artifact.verification ?? {
    verdict: 'not-checked',
    schemes: [],
    notChecked: [],
  };
  if (refusal !== null) {
    const refused = { ...artifact, warnings, verification: { ...verification, refusal } };
    return {
      accepted: false,
      artifact: refused,
      refusal,
      ...(cause === undefined ? {} : { cause }),
    };
  }
  const whole = { ...artifact, warnings, verification };
  if (!isWhole(whole)) throw new Error('an accepted artifact lacks facts');
  return { accepted: true, artifact: whole, icon };
}

function isWhole(artifact: Partial<Artifact>): artifact is Artifact {
  return (
    artifact.platform !== undefined &&
    artifact.bundleIdentifier !== undefined &&
    artifact.icon !== undefined
  );
}
