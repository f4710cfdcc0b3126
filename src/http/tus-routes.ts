import type { Handler } from './context.js';
import type { Policy } from './policy.js';
import type { Route } from './route.js';
import type { TusHandlers } from './tus.js';

/** Uploads that may be resumed: tus 1.0 (tus.io/protocols/resumable-upload). */
export function tusRoutes(base: string, policy: Policy, uploads: TusHandlers): Route[] {
  const route = (method: Route['method'], path: string, handler: Handler): Route => {
    return {
      method,
      path: base + path,
      policy,
      body: method === 'PATCH' ? 'upload' : 'none',
      handler,
    };
  };
  return [
    route('OPTIONS', '', uploads.options),
    route('POST', '', uploads.begin),
    route('GET', '/:id', uploads.show),
    route('PATCH', '/:id', uploads.append),
    route('DELETE', '/:id', uploads.end),
  ];
}
