import { numberHeldByAnother } from '../../registrations/queries.js';
import type { Stage } from '../../registrations/stage.js';
import type { Context } from '../context.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import { nextPath, type PersonHere } from './person.js';

/** On a page for those at some stages: sends anyone else to the page of theirs. True where it did. */
export async function sentToTheirStage(
  ctx: Context,
  services: Services,
  { app, user, stage }: PersonHere,
  ...here: Stage[]
): Promise<boolean> {
  if (here.includes(stage)) return false;
  if (stage === 'suspended') {
    await showNotice(ctx, services, { app, user, code: 'registration_suspended' });
  } else ctx.redirect(nextPath(app.slug, stage));
  return true;
}

/** Where another account is registered with this number no phone helps: says so. True where it did. */
export async function toldNumberTaken(
  ctx: Context,
  services: Services,
  { app, user }: PersonHere,
): Promise<boolean> {
  if (!(await numberHeldByAnother(user.number, user.id))) return false;
  await showNotice(ctx, services, { app, user, code: 'number_taken' });
  return true;
}
