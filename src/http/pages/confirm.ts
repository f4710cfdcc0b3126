import type { User } from '../../accounts/model.js';
import type { App } from '../../apps/model.js';
import { isAppError } from '../../errors.js';
import { activate } from '../../registrations/activate.js';
import { numberHeldByAnother, phoneHeldByAnother } from '../../registrations/queries.js';
import type { Context, Handler } from '../context.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import type { NoticeCode } from './page-data.js';
import { appPage, nextPath, personHere, seeOther } from './person.js';
import { sentToTheirStage } from './their-stage.js';

/** 信息确认: the person checks what the directory says of them. */
export function showConfirm(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'confirm')) return;
    const { app, user, phone } = here;
    const obstacle = await phoneProblem(user);
    if (obstacle !== null) return showNotice(ctx, services, { app, user, code: obstacle });
    const { number, name, department } = user;
    const details = { number, name, department, phone };
    await services.views.show(ctx, 'pages/confirm', { ...appPage(app, user), details });
  };
}

/** 「信息无误，开始激活」: registers the person and binds the phone. */
export function confirm(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    await activateOrExplain(ctx, services, app, user);
  };
}

const explained = [
  'phone_missing',
  'phone_taken',
  'number_taken',
  'registration_suspended',
] as const;

async function activateOrExplain(
  ctx: Context,
  services: Services,
  app: App,
  user: User,
): Promise<void> {
  try {
    await activate(services, user, services.now());
  } catch (error) {
    const code = explained.find((each) => isAppError(error, each));
    if (code === undefined) throw error;
    return showNotice(ctx, services, { app, user, code });
  }
  seeOther(ctx, nextPath(app.slug, 'registered'));
}

/** A page with a dead button helps nobody: what would be refused is said beforehand. */
async function phoneProblem(user: User): Promise<NoticeCode | null> {
  if (await numberHeldByAnother(user.number, user.id)) return 'number_taken';
  if (user.directoryPhone === null) return 'phone_missing';
  return (await phoneHeldByAnother(user.directoryPhone, user.id)) ? 'phone_taken' : null;
}
