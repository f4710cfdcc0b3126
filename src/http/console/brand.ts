import { z } from 'zod';
import { AppError } from '../../errors.js';
import { saveBrand } from '../../organisation/brand.js';
import { actorOf, type Context, type Handler } from '../context.js';
import type { Services } from '../services.js';
import { seeOther, submit } from './form.js';
import { showOrganisationPage } from './organisation.js';

/** Saves the colour and the logo of people's pages. */
export function editBrand(services: Services): Handler {
  return (ctx) => {
    return submit(ctx, schema, {
      async act({ colour, removeLogo }) {
        const logo = chosenLogo(ctx) ?? (removeLogo === 'yes' ? 'remove' : 'keep');
        await saveBrand(services, { colour, logo, actor: actorOf(ctx) });
        seeOther(ctx, '/console/organisation?saved=yes');
      },
      show: (look) => showOrganisationPage(services, ctx, { look }),
      refusals: { invalid_request: { field: 'file', text: 'console.look.logo.problem' } },
    });
  };
}

const schema = z.strictObject({
  colour: z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => (/^[0-9a-f]{6}$/.test(text) ? `#${text}` : text))
    .refine((text) => text === '' || /^#[0-9a-f]{6}$/.test(text), 'console.look.colour.problem')
    .default(''),
  removeLogo: z.literal('yes').optional(),
});

function chosenLogo({ state: { smallFile } }: Context): Buffer | undefined {
  if (smallFile?.bytes === null) throw new AppError('invalid_request', 'The logo is too large.');
  return smallFile?.bytes;
}
