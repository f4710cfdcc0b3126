import { closeCorrection, openCorrections } from '../../agreements/corrections.js';
import { actorOf, type Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { seeOther } from './form.js';
import { wordsFor } from './words.js';

/** What people ask to have corrected and nobody has seen to yet. */
export function showCorrections(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const corrections = await openCorrections();
    await services.views.show(ctx, 'console/corrections', {
      corrections: corrections.map(({ id, text, user, createdAt }) => ({
        id,
        text,
        person: { text: `${user?.name} (${user?.number})`, href: `/console/people/${user?.id}` },
        at: words.moment(createdAt),
      })),
    });
  };
}

export function closeCorrectionRequest(services: Services): Handler {
  return async (ctx) => {
    const input = { id: pathId(ctx.params.id), actor: actorOf(ctx) };
    await closeCorrection(services, input, services.now());
    seeOther(ctx, '/console/corrections');
  };
}
