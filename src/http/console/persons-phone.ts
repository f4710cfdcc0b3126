import { z } from 'zod';
import { normaliseMobile } from '../../identity/phone.js';
import { setPhone, unbindPhone } from '../../registrations/administer.js';
import { requirePerson } from '../../registrations/queries.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { tellPhones } from '../tell-phones.js';
import { requiredText, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';

type Show = (ctx: Context, form: FormState) => Promise<void>;

/** Frees a person's phone; why is on record. */
export function unbindPersonsPhone(services: Services, show: Show): Handler {
  return (ctx) =>
    submit(ctx, z.strictObject({ reason: requiredText(500) }), {
      async act({ reason }) {
        const { user } = await requirePerson(pathId(ctx.params.id));
        await unbindPhone(services, { userId: user.id, actor: actorOf(ctx), reason });
        seeOther(ctx, `/console/people/${user.id}?notice=unbound`);
      },
      show: (form) => show(ctx, form),
      refusals: {},
    });
}

/** Binds a phone at the administrator's word; why is on record, and both phones are told. */
export function setPersonsPhone(services: Services, show: Show): Handler {
  return (ctx) =>
    submit(ctx, newPhone, {
      async act({ phone, reason }) {
        const { user } = await requirePerson(pathId(ctx.params.id));
        const input = { userId: user.id, phone, reason, actor: actorOf(ctx) };
        const before = await setPhone(services, input, services.now());
        tellPhones(services, { userId: user.id, before, phone, locale: 'zh' });
        seeOther(ctx, `/console/people/${user.id}?notice=phone-set`);
      },
      show: (form) => show(ctx, form),
      refusals: {
        phone_taken: { field: 'phone', text: 'error.phone_taken' },
        number_taken: { field: 'phone', text: 'error.number_taken' },
        registration_suspended: { field: 'phone', text: 'console.phones.suspended' },
      },
    });
}

const newPhone = z.strictObject({
  phone: z.string().transform((typed, context) => {
    const phone = normaliseMobile(typed);
    if (phone !== null) return phone;
    context.addIssue({ code: 'custom', message: 'phone.number.wrong' });
    return z.NEVER;
  }),
  reason: requiredText(500),
});
