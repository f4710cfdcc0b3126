import type { Handler } from '../context.js';
import type { Services } from '../services.js';

/** The server's own address lists nothing: it says how one gets to an app. */
export function home(services: Services): Handler {
  return (ctx) => services.views.show(ctx, 'pages/home', {});
}
