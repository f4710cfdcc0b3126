import { UniqueConstraintError } from 'sequelize';
import { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { bindPhone, freePhone, telling } from './bind-phone.js';
import { PhoneRequest, type PhoneRequestKind } from './phone-model.js';

interface Deps {
  transaction: RunTransaction;
  onChange(): void;
}

export interface NewPhoneRequest {
  user: User;
  kind: Exclude<PhoneRequestKind, 'change'>;
  /** E.164, proven by a code. */
  phone: string;
  reason: string;
}

/** Puts a person's wish before the administrators. One at a time: a second is the first. */
export async function askForPhone(
  deps: Pick<Deps, 'transaction'>,
  { user, kind, phone, reason }: NewPhoneRequest,
  now: Date,
): Promise<void> {
  try {
    await deps.transaction(async (transaction) => {
      await PhoneRequest.destroy({ where: { userId: user.id, state: 'begun' }, transaction });
      const facts = { userId: user.id, kind, phone, reason, state: 'open' } as const;
      await PhoneRequest.create({ ...facts, createdAt: now }, { transaction });
      const actor = `user:${user.number}`;
      const event = { actor, action: 'phone-request.ask', subject: actor, details: { kind } };
      await recordAudit(event, transaction);
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
  }
}

export function openRequestOf(userId: number): Promise<PhoneRequest | null> {
  return PhoneRequest.findOne({ where: { userId, state: 'open' } });
}

/** All that a person asked, the newest first. */
export function phoneRequestsOf(userId: number): Promise<PhoneRequest[]> {
  return PhoneRequest.findAll({ where: { userId }, order: [['id', 'DESC']] });
}

/** What waits for an administrator, the oldest first. */
export function listOpenRequests(limit: number): Promise<PhoneRequest[]> {
  return PhoneRequest.findAll({
    where: { state: 'open' },
    include: [{ model: User, as: 'user', required: true }],
    order: [['id', 'ASC']],
    limit,
  });
}

export function countOpenRequests(): Promise<number> {
  return PhoneRequest.count({ where: { state: 'open' } });
}

export interface Decision {
  id: number;
  grant: boolean;
  /** Why, in the administrator's words. */
  reason: string;
  actor: string;
}

/** What a granted request did: the person, the number they had, the one they have. */
export interface Granted {
  userId: number;
  before: string | null;
  phone: string;
}

/**
 * An administrator's yes or no, with its reason on record. Yes binds the phone, frees it of whoever
 * had it and signs both out. Gives what it did, or null. Throws `not_found` for a request that is not
 * open, `registration_suspended`.
 */
export async function decideRequest(
  deps: Deps,
  decision: Decision,
  now: Date,
): Promise<Granted | null> {
  const granted = await telling(
    deps.transaction(async (transaction) => {
      const request = await takeOpen(decision, now, transaction);
      if (!decision.grant) return refuse(request, decision, transaction);
      return grant(request, decision, now, transaction);
    }),
  );
  deps.onChange();
  return granted;
}

/** In one statement: of two who decide at once one does. */
async function takeOpen(
  { id, grant, reason, actor }: Decision,
  now: Date,
  transaction: Transaction,
): Promise<PhoneRequest> {
  const state = grant ? 'granted' : 'refused';
  const facts = { state, decidedBy: actor, decidedAt: now, decision: reason } as const;
  const [taken] = await PhoneRequest.update(facts, { where: { id, state: 'open' }, transaction });
  const request = taken === 1 ? await PhoneRequest.findByPk(id, { transaction }) : null;
  if (request !== null) return request;
  throw new AppError('not_found', `There is no open request ${id}.`);
}

async function grant(
  request: PhoneRequest,
  { actor, reason }: Decision,
  now: Date,
  transaction: Transaction,
): Promise<Granted> {
  const { userId, phone, kind, createdAt } = request;
  await freePhone(phone, { actor, reason }, transaction);
  const details = { reason, kind };
  const what = { actor, action: 'phone-request.grant', details };
  const before = await bindPhone({ userId, phone, provenAt: createdAt, ...what }, now, transaction);
  await endSessionsOfUsers([userId], transaction);
  return { userId, before, phone };
}

async function refuse(
  { userId, kind }: PhoneRequest,
  { actor, reason }: Decision,
  transaction: Transaction,
): Promise<null> {
  const user = await User.findByPk(userId, { transaction });
  const subject = `user:${user?.number}`;
  const details = { reason, kind };
  await recordAudit({ actor, action: 'phone-request.refuse', subject, details }, transaction);
  return null;
}
