import type { Scope } from '../accounts/scope.js';
import { getBuild, getBuilds, postBuild } from './api/builds.js';
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

/** The REST API. */
function apiRoutes(services: Services): Route[] {
  const scope = (name: Scope): Policy => ({ who: 'token', scope: name });
  return [
    upload('/api/v1/builds', scope('upload'), postBuild(services)),
    get('/api/v1/builds', scope('read'), getBuilds()),
    get('/api/v1/builds/:id', scope('read'), getBuild()),
  ];
}

function upload(path: string, policy: Policy, handler: Handler): Route {
  return { method: 'POST', path, policy, body: 'upload', handler };
}

/** The administrators' pages. */
function consoleRoutes(_services: Services): Route[] {
  return [];
}
