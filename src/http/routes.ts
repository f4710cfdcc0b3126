import type { Scope } from '../accounts/scope.js';
import { getApp, getApps, postApp } from './api/apps.js';
import { getBuild, getBuilds, postBuild } from './api/builds.js';
import { getPerson, postReinstate, postSuspend, postUnbindPhone } from './api/people.js';
import { getReleases, postRelease, postWithdraw } from './api/releases.js';
import { postTicket } from './api/tickets.js';
import { findAsset } from './assets.js';
import type { Handler } from './context.js';
import { ticketedFile } from './delivery/ticketed-file.js';
import { healthz, readyz } from './health.js';
import type { Policy } from './policy.js';
import type { Services } from './services.js';

/** One address, who may use it, what its body is, and what answers. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  policy: Policy;
  /** A form is checked for its hidden `csrf` field, always. An upload reads its body itself. */
  body: 'none' | 'form' | 'json' | 'upload';
  handler: Handler;
}

/** The whole URL map. */
export function routes(services: Services): Route[] {
  return [
    ...openRoutes(services),
    ...personRoutes(services),
    ...deliveryRoutes(services),
    ...apiRoutes(services),
    ...consoleRoutes(services),
  ];
}

/** What anyone may see. Everything else is closed. */
function openRoutes(services: Services): Route[] {
  const anyone: Policy = { who: 'anyone' };
  return [
    get('/healthz', anyone, healthz()),
    get('/readyz', anyone, readyz(services)),
    get('/assets/:hash/:fileName', anyone, findAsset(services)),
  ];
}

function get(path: string, policy: Policy, handler: Handler): Route {
  return { method: 'GET', path, policy, body: 'none', handler };
}

/** The person's way: register, confirm, install. */
function personRoutes(_services: Services): Route[] {
  return [];
}

/** Where bytes leave: the ticket in the path is asked for here, at each of them. */
function deliveryRoutes(services: Services): Route[] {
  return [get('/d/:ticket/:fileName', { who: 'ticket-holder' }, ticketedFile(services))];
}

/** The REST API: an API token with the scope that is named. */
function apiRoutes(services: Services): Route[] {
  const token = (scope: Scope): Policy => ({ who: 'token', scope });
  const read = (path: string, handler: Handler) => get(path, token('read'), handler);
  const post = (path: string, scope: Scope, body: Route['body'], handler: Handler): Route => {
    return { method: 'POST', path, policy: token(scope), body, handler };
  };
  return [
    post('/api/v1/apps', 'publish', 'json', postApp(services)),
    read('/api/v1/apps', getApps()),
    read('/api/v1/apps/:slug', getApp()),
    post('/api/v1/builds', 'upload', 'upload', postBuild(services)),
    read('/api/v1/builds', getBuilds()),
    read('/api/v1/builds/:id', getBuild()),
    post('/api/v1/releases', 'publish', 'json', postRelease(services)),
    read('/api/v1/releases', getReleases()),
    post('/api/v1/releases/:id/withdraw', 'publish', 'none', postWithdraw(services)),
    get('/api/v1/people', token('people'), getPerson()),
    post('/api/v1/people/:number/suspend', 'people', 'none', postSuspend(services)),
    post('/api/v1/people/:number/reinstate', 'people', 'none', postReinstate(services)),
    post('/api/v1/people/:number/unbind-phone', 'people', 'none', postUnbindPhone(services)),
    post('/api/v1/people/:number/tickets', 'people', 'json', postTicket(services)),
  ];
}

/** The administrators' pages. */
function consoleRoutes(_services: Services): Route[] {
  return [];
}
