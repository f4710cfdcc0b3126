import { z } from 'zod';
import { deleteGroup, listGroups, numbersOf, putGroup } from '../../access/groups.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { blankForm, requiredText, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';
import { queryText } from './paging.js';
import { wordsFor } from './words.js';

/** Groups made by hand; the one named in the address stands in the form. */
export function showGroups(services: Services): Handler {
  return async (ctx) => {
    const chosen = (await listGroups()).find(({ name }) => name === queryText(ctx, 'name'));
    const values =
      chosen === undefined ? {} : { name: chosen.name, numbers: numbersOf(chosen).join('\n') };
    await show(services, ctx, { ...blankForm, values });
  };
}

export function saveGroup(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act({ name, numbers }) {
        await putGroup(services, { name, numbers, actor: actorOf(ctx) });
        seeOther(ctx, '/console/groups');
      },
      show: (form) => show(services, ctx, form),
      refusals: {},
    });
}

export function removeGroup(services: Services): Handler {
  return async (ctx) => {
    const { name } = parse(nameSchema, ctx.request.body);
    await deleteGroup(services, { name, actor: actorOf(ctx) });
    seeOther(ctx, '/console/groups');
  };
}

const nameSchema = z.strictObject({ csrf: z.string(), name: z.string().max(100) });

const schema = z.strictObject({
  name: requiredText(60).regex(/^[^,;，、；\n]+$/, 'console.groups.name.problem'),
  numbers: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,，、;；]+/).filter(Boolean))
    .pipe(z.array(z.string().max(60, 'console.form.too-long'))),
});

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const groups = await listGroups();
  await services.views.show(ctx, 'console/groups', {
    groups: groups.map((group) => ({
      name: group.name,
      href: `/console/groups?name=${encodeURIComponent(group.name)}#field-numbers`,
      members: words.count(group.members?.length ?? 0),
      created: words.moment(group.createdAt),
    })),
    form,
  });
}
