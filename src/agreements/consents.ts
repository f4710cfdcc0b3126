import { User } from '../accounts/model.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Agreement, type AgreementKind, Consent, type ConsentAction } from './model.js';
import { agreementsInForce, type InForce } from './versions.js';

interface Deps {
  transaction: RunTransaction;
  /** Called after the change: the gate forgets what it knew. */
  onChange(): void;
}

/** Where a consent came from, as the record keeps it. */
export interface ConsentOrigin {
  address: string;
  userAgent: string;
}

/**
 * How a person stands to what is in force: `given`; `outdated`, where a material change has not been
 * agreed to yet; `withdrawn`; `missing`, where they were never asked.
 */
export type ConsentState = 'given' | 'outdated' | 'withdrawn' | 'missing';

/** The worst of them decides; with nothing in force all is given. */
export async function consentState(userId: number, now: Date): Promise<ConsentState> {
  const states = (await statesOf(userId, now)).map(({ state }) => state);
  const order = ['withdrawn', 'missing', 'outdated'] as const;
  return order.find((state) => states.includes(state)) ?? 'given';
}

/** What a person still has to agree to, in the order of the kinds. */
export async function outstandingAgreements(userId: number, now: Date): Promise<Agreement[]> {
  const states = await statesOf(userId, now);
  return states.filter(({ state }) => state !== 'given').map(({ inForce }) => inForce.current);
}

/**
 * Records a yes to what was shown. `shown` are the ids of the versions on the page: where another
 * came into force meanwhile, the person has to see that one first. Throws `agreement_changed`.
 */
export async function grantConsents(
  deps: Deps,
  input: { user: User; shown: readonly number[]; origin: ConsentOrigin },
  now: Date,
): Promise<void> {
  const { user, shown, origin } = input;
  const outstanding = await outstandingAgreements(user.id, now);
  if (outstanding.some(({ id }) => !shown.includes(id))) {
    throw new AppError('agreement_changed', 'The text has changed meanwhile. Read it again.');
  }
  await record(deps, user, outstanding, 'granted', origin, now);
}

/** Takes back every yes that stands; nothing leaves for this person until they agree again. */
export async function withdrawConsents(
  deps: Deps,
  input: { user: User; origin: ConsentOrigin },
  now: Date,
): Promise<void> {
  const { user, origin } = input;
  const last = await lastByKind(user.id);
  const standing = [...last.values()].filter(({ action }) => action === 'granted');
  const agreements = standing.flatMap(({ agreement }) => agreement ?? []);
  await record(deps, user, agreements, 'withdrawn', origin, now);
}

/** All that a person said, the newest first, each with its version. */
export function listConsents(userId: number): Promise<Consent[]> {
  return Consent.findAll({
    where: { userId },
    include: [{ model: Agreement, as: 'agreement', required: true }],
    order: [['id', 'DESC']],
  });
}

/** All consents of all people, in their order. */
export function pageOfConsents(page: { offset: number; limit: number }): Promise<Consent[]> {
  return Consent.findAll({
    include: [
      { model: Agreement, as: 'agreement', required: true },
      { model: User, as: 'user', required: true },
    ],
    order: [['id', 'ASC']],
    ...page,
  });
}

/** Blanks where a person's consents came from; what they said stays. */
export async function forgetOrigins(userId: number, transaction: Transaction): Promise<void> {
  await Consent.update({ address: null, userAgent: null }, { where: { userId }, transaction });
}

async function statesOf(
  userId: number,
  now: Date,
): Promise<{ inForce: InForce; state: ConsentState }[]> {
  const [inForce, last] = await Promise.all([agreementsInForce(now), lastByKind(userId)]);
  return inForce.map((each) => ({ inForce: each, state: stateOf(each, last.get(each.kind)) }));
}

function stateOf({ required }: InForce, last: Consent | undefined): ConsentState {
  if (last === undefined) return 'missing';
  if (last.action === 'withdrawn') return 'withdrawn';
  return (last.agreement?.version ?? 0) >= required ? 'given' : 'outdated';
}

async function lastByKind(userId: number): Promise<Map<AgreementKind, Consent>> {
  const last = new Map<AgreementKind, Consent>();
  for (const consent of await listConsents(userId)) {
    const { agreement } = consent;
    if (agreement && !last.has(agreement.kind)) last.set(agreement.kind, consent);
  }
  return last;
}

async function record(
  deps: Deps,
  user: User,
  agreements: readonly Agreement[],
  action: ConsentAction,
  origin: ConsentOrigin,
  now: Date,
): Promise<void> {
  if (agreements.length === 0) return;
  await deps.transaction(async (transaction) => {
    const rows = agreements.map(({ id, sha256 }) => ({
      userId: user.id,
      agreementId: id,
      sha256: sha256 ?? '',
      action,
      at: now,
      address: origin.address,
      userAgent: origin.userAgent.slice(0, 500),
    }));
    await Consent.bulkCreate(rows, { transaction });
    const subject = `user:${user.number}`;
    const details = { agreements: agreements.map(({ id }) => id) };
    const event = { actor: subject, action: `consent.${action}`, subject, details };
    await recordAudit(event, transaction);
  });
  deps.onChange();
}
