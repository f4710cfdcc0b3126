import { installManifest } from '../../delivery/install-manifest.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { admit, recordStep } from './admission.js';

/** The install manifest, made anew for each fetch: its own tickets run from now. */
export function sendManifest(services: Services): Handler {
  return async (ctx) => {
    const admitted = await admit(ctx, services, 'manifest');
    // Apple's deployment reference names this type for the manifest.
    ctx.type = 'text/xml; charset=utf-8';
    ctx.body = installManifest(services.links, admitted.build, admitted.ticket, services.now());
    if (ctx.method === 'GET') recordStep(services, 'manifest', admitted);
  };
}
