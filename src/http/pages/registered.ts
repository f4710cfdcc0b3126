import { currentReleases, productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import { appPage, nextPath, personHere } from './person.js';

/** 「注册成功」: where a registered person arrives, also at every later scan. */
export function showRegistered(services: Services): Handler {
  return async (ctx) => {
    const { app, user, stage, phone } = await personHere(ctx);
    if (stage === 'confirm') return ctx.redirect(nextPath(app.slug, stage));
    if (stage === 'suspended') {
      return showNotice(ctx, services, { app, user, code: 'registration_suspended' });
    }
    const ready = (await currentReleases(app.id, productionChannel)).length > 0;
    await services.views.show(ctx, 'pages/registered', { ...appPage(app, user), phone, ready });
  };
}
