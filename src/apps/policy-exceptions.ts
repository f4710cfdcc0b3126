import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError, type ErrorCode } from '../errors.js';
import type { Platform } from '../platform.js';
import { findAppPlatform } from './apps.js';
import { App, PolicyException } from './model.js';

/** In characters: a reason that says something, for who reads it in a year. */
export const shortestReason = 10;
export const longestReason = 500;

export interface NewException {
  slug: string;
  /** The refusal that is to warn. Which ones may is the judge's business. */
  code: ErrorCode;
  reason: string;
  actor: string;
}

/**
 * Has a refusal warn for one app. Where it does so already the reason is replaced; the audit trail
 * keeps both. Throws `not_found`, and `invalid_request` for a reason that says nothing.
 */
export async function addPolicyException(
  deps: { transaction: RunTransaction },
  { slug, code, reason: typed, actor }: NewException,
): Promise<PolicyException> {
  const reason = typed.trim();
  if (reason.length < shortestReason || reason.length > longestReason) {
    const message = `Say why, in ${shortestReason} to ${longestReason} characters.`;
    throw new AppError('invalid_request', message, { details: { field: 'reason' } });
  }
  return deps.transaction(async (transaction) => {
    const app = await App.findOne({ where: { slug }, transaction, lock: transaction.LOCK.UPDATE });
    if (app === null) throw new AppError('not_found', `There is no app "${slug}".`);
    const where = { appId: app.id, code };
    await PolicyException.destroy({ where, transaction });
    const exception = await PolicyException.create(
      { ...where, reason, createdBy: actor },
      { transaction },
    );
    const event = { actor, action: 'policy-exception.add', subject: `app:${slug}` };
    await recordAudit({ ...event, details: { code, reason } }, transaction);
    return exception;
  });
}

/** Has it refuse again; builds that are in stay. Throws `not_found`. */
export async function removePolicyException(
  deps: { transaction: RunTransaction },
  { slug, code, actor }: { slug: string; code: string; actor: string },
): Promise<void> {
  await deps.transaction(async (transaction) => {
    const app = await App.findOne({ where: { slug }, transaction });
    const where = { appId: app?.id ?? 0, code };
    const removed = await PolicyException.destroy({ where, transaction });
    if (removed === 0) {
      throw new AppError('not_found', `The app "${slug}" has no exception for ${code}.`);
    }
    const event = { actor, action: 'policy-exception.remove', subject: `app:${slug}` };
    await recordAudit({ ...event, details: { code } }, transaction);
  });
}

/** An app's, the oldest first. */
export function listPolicyExceptions(appId: number): Promise<PolicyException[]> {
  return PolicyException.findAll({ where: { appId }, order: [['id', 'ASC']] });
}

/** Of the app that has the bundle identifier, or where none has it yet, of the app named. */
export async function policyExceptionsFor(build: {
  platform: Platform;
  bundleIdentifier: string;
  slug: string | undefined;
}): Promise<PolicyException[]> {
  const { platform, bundleIdentifier, slug } = build;
  const appPlatform = await findAppPlatform(platform, bundleIdentifier);
  const named = appPlatform === null && slug !== undefined;
  const appId = named
    ? (await App.findOne({ where: { slug } }))?.id
    : (appPlatform?.appId ?? undefined);
  return appId === undefined ? [] : listPolicyExceptions(appId);
}
