import { z } from 'zod';
import { maskPhone } from '../../identity/phone.js';
import {
  phonePolicySchema,
  readPhonePolicy,
  savePhonePolicy,
} from '../../organisation/phone-policy.js';
import type { PhoneRequest } from '../../registrations/phone-model.js';
import { decideRequest, listOpenRequests } from '../../registrations/phone-requests.js';
import { findHolder } from '../../registrations/queries.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { tellPhones } from '../tell-phones.js';
import { blankForm, requiredText, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';
import { queryChoice } from './paging.js';
import type { PhoneRequestRow } from './phones-data.js';
import { type Words, wordsFor } from './words.js';

const mostShown = 100;
const notices = ['saved', 'granted', 'refused'] as const;

/** How codes are sent, who may name a phone, and what waits for a decision. */
export function showPhones(services: Services): Handler {
  return (ctx) => show(services, ctx, blankForm);
}

export function editPhonePolicy(services: Services): Handler {
  return (ctx) =>
    submit(ctx, phonePolicySchema, {
      async act(policy) {
        await savePhonePolicy(services, { policy, actor: actorOf(ctx) });
        seeOther(ctx, '/console/phones?notice=saved');
      },
      show: (form) => show(services, ctx, form),
      refusals: {},
    });
}

/** Yes or no to what a person asked, with the reason on record; both phones are told of a yes. */
export function decidePhoneRequest(services: Services): Handler {
  return (ctx) =>
    submit(ctx, decision, {
      async act({ grant, reason }) {
        const id = pathId(ctx.params.id);
        const input = { id, grant: grant === 'yes', reason, actor: actorOf(ctx) };
        const granted = await decideRequest(services, input, services.now());
        if (granted !== null) tellPhones(services, { ...granted, locale: 'zh' });
        seeOther(ctx, `/console/phones?notice=${granted === null ? 'refused' : 'granted'}`);
      },
      show: (form) => show(services, ctx, form),
      refusals: {
        not_found: { field: 'reason', text: 'console.phones.decided' },
        number_taken: { field: 'reason', text: 'error.number_taken' },
        registration_suspended: { field: 'reason', text: 'console.phones.suspended' },
      },
    });
}

const decision = z.strictObject({ grant: z.enum(['yes', 'no']), reason: requiredText(500) });

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const requests = await listOpenRequests(mostShown);
  const { gateways } = services.codes.frame.messenger;
  const notice = queryChoice(ctx, 'notice', notices);
  await services.views.show(ctx, 'console/phones', {
    gateways: gateways.join(' → '),
    development: gateways.includes('console'),
    ownPhone: (await readPhonePolicy()).ownPhone,
    policies: (['person', 'desk'] as const).map((value) => ({
      value,
      text: words.t(`console.phones.policy.${value}`),
    })),
    requests: await Promise.all(requests.map((request) => requestRow(request, words))),
    form,
    notice: notice === undefined ? null : words.t(`console.phones.notice.${notice}`),
  });
}

async function requestRow(request: PhoneRequest, words: Words): Promise<PhoneRequestRow> {
  const { id, user, kind, phone, reason, createdAt } = request;
  const holder = await findHolder(phone);
  return {
    id,
    person: `${user?.name} (${user?.number})`,
    href: `/console/people/${request.userId}`,
    kind: words.t(kind === 'lost' ? 'console.phones.lost' : 'console.phones.claim'),
    phone: maskPhone(phone),
    holder:
      holder === null || holder.userId === request.userId
        ? null
        : {
            text: `${holder.user?.name} (${holder.user?.number})`,
            href: `/console/people/${holder.userId}`,
          },
    reason,
    at: words.moment(createdAt),
  };
}
