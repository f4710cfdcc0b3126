import { z } from 'zod';
import { AppError } from '../../errors.js';
import {
  type ActOn,
  reinstateRegistration,
  suspendRegistration,
  unbindPhone,
} from '../../registrations/administer.js';
import { findKnownPerson, type KnownPerson } from '../../registrations/known-person.js';
import { actorOf, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { presentPerson } from './present-person.js';

const personQuery = z.strictObject({ number: z.string().trim().min(1).max(60) });

/** `GET /api/v1/people?number=`: one person, also one who never signed in. */
export function getPerson(): Handler {
  return async (ctx) => {
    const { number } = parse(personQuery, { ...ctx.query });
    ctx.body = presentPerson(await requireKnownPerson(number));
  };
}

/** `POST /api/v1/people/:number/suspend`. */
export function postSuspend(services: Services): Handler {
  return administer((input) => suspendRegistration(services, input));
}

/** `POST /api/v1/people/:number/reinstate`. */
export function postReinstate(services: Services): Handler {
  return administer((input) => reinstateRegistration(services, input));
}

/** `POST /api/v1/people/:number/unbind-phone`. */
export function postUnbindPhone(services: Services): Handler {
  return administer((input) => unbindPhone(services, input));
}

/** Answers with the person as they are then. */
function administer(act: (input: ActOn) => Promise<unknown>): Handler {
  return async (ctx) => {
    const number = ctx.params.number ?? '';
    await act({ number, actor: actorOf(ctx) });
    ctx.body = presentPerson(await requireKnownPerson(number));
  };
}

/** Throws `not_found` where the number is nobody's. */
export async function requireKnownPerson(number: string): Promise<KnownPerson> {
  const person = await findKnownPerson(number);
  if (person !== null) return person;
  throw new AppError('not_found', `Nobody here has the number ${number}.`);
}
