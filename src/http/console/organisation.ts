import { z } from 'zod';
import { readBrand } from '../../organisation/brand.js';
import { brandShades } from '../../organisation/brand-colour.js';
import {
  type Organisation,
  organisationSchema,
  readOrganisation,
  saveOrganisation,
} from '../../organisation/settings.js';
import { actorOf, type Context, type Handler } from '../context.js';
import type { Services } from '../services.js';
import { blankForm, optionalText, seeOther, submit } from './form.js';
import type { FieldGroup, FormState } from './page-data.js';
import { queryText } from './paging.js';
import { type Words, wordsFor } from './words.js';

/** What people's pages say of the organisation. */
export function showOrganisation(services: Services): Handler {
  return (ctx) => showOrganisationPage(services, ctx, {});
}

export function editOrganisation(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act(fields) {
        const organisation = organisationSchema.parse(organisationOf(fields));
        await saveOrganisation(services, { organisation, actor: actorOf(ctx) });
        seeOther(ctx, '/console/organisation?saved=yes');
      },
      show: (form) => showOrganisationPage(services, ctx, { form }),
      refusals: {},
    });
}

/** Slipway's own, as person.css has it. */
const ownColour = '#0a4d68';

/** In both languages, then in one. */
const bilingual = [
  'name',
  'helpContact',
  'helpHours',
  'numberLabel',
  'numberHint',
  'passwordHint',
] as const;

const text = optionalText(200);
const schema = z.strictObject({
  ...Object.fromEntries(
    bilingual.flatMap((name) => [
      [`${name}-zh`, text],
      [`${name}-en`, text],
    ]),
  ),
  helpTelephone: optionalText(60),
  resetPasswordUrl: z
    .string()
    .trim()
    .refine((url) => url === '' || z.url({ protocol: /^https$/ }).safeParse(url).success, {
      message: 'console.organisation.reset-url.problem',
    })
    .default(''),
});

function organisationOf(fields: Readonly<Record<string, string | undefined>>): Organisation {
  const both = (name: string) => ({
    zh: fields[`${name}-zh`] ?? '',
    en: fields[`${name}-en`] ?? '',
  });
  return {
    name: both('name'),
    helpContact: both('helpContact'),
    helpTelephone: fields.helpTelephone ?? '',
    helpHours: both('helpHours'),
    numberLabel: both('numberLabel'),
    numberHint: both('numberHint'),
    passwordHint: both('passwordHint'),
    resetPasswordUrl: fields.resetPasswordUrl ?? '',
  };
}

/** The page with both its forms, either as it was sent and refused. */
export async function showOrganisationPage(
  services: Services,
  ctx: Context,
  sent: { form?: FormState; look?: FormState },
): Promise<void> {
  const organisation = sent.form ? organisationOf(sent.form.values) : await readOrganisation();
  const { colour } = await readBrand();
  await services.views.show(ctx, 'console/organisation', {
    groups: fieldGroups(organisation, wordsFor(ctx, services.now())),
    form: sent.form ?? blankForm,
    saved: queryText(ctx, 'saved') !== '',
    look: { form: sent.look ?? blankForm, colour, shades: brandShades(colour || ownColour) },
  });
}

function fieldGroups(organisation: Organisation, words: Words): FieldGroup[] {
  const both = (name: (typeof bilingual)[number]) =>
    (['zh', 'en'] as const).map((locale) => ({
      name: `${name}-${locale}`,
      label: words.t(`console.organisation.${name}.${locale}`),
      hint: '',
      type: 'text',
      value: organisation[name][locale],
      alone: false,
    }));
  const one = (name: 'helpTelephone' | 'resetPasswordUrl', type: string) => ({
    name,
    label: words.t(`console.organisation.${name}`),
    hint: words.t(`console.organisation.${name}.hint`),
    type,
    value: organisation[name],
    alone: true,
  });
  return [
    { legend: words.t('console.organisation.who'), fields: both('name') },
    {
      legend: words.t('console.organisation.help'),
      fields: [...both('helpContact'), one('helpTelephone', 'tel'), ...both('helpHours')],
    },
    {
      legend: words.t('console.organisation.sign-in'),
      fields: [
        ...both('numberLabel'),
        ...both('numberHint'),
        ...both('passwordHint'),
        one('resetPasswordUrl', 'url'),
      ],
    },
  ];
}
