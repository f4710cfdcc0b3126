import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { appPage, personHere } from './person.js';
import { printedGuide } from './printed-guide.js';
import { sentToTheirStage } from './their-stage.js';

/** 「注册成功」: where a registered person arrives, also at every later scan. */
export function showRegistered(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'registered')) return;
    const { app, user, phone } = here;
    const ready = (await offeredReleases(app.id, productionChannel, user.id)).length > 0;
    await services.views.show(ctx, 'pages/registered', {
      ...appPage(app, user),
      phone,
      ready,
      codes: services.codes.frame.messenger.configured,
      printed: await printedGuide(ctx, services, app),
    });
  };
}
