import type { Scope } from '../accounts/scope.js';
import { putPlatform } from './api/apps.js';
import { getChannels, putChannel } from './api/channels.js';
import { deleteGroupNamed, getGroups, putGroupNamed } from './api/groups.js';
import { getPublishRequests, postApproval, postRefusal } from './api/publish-requests.js';
import { postRecall, postRollout } from './api/releases.js';
import { saveChannel, saveMinimum, showChannel } from './console/channels.js';
import { removeGroup, saveGroup, showGroups } from './console/groups.js';
import { recall, showRecall } from './console/recall.js';
import { editRollout, exportHolders, showRelease } from './console/release.js';
import { approve, refuse, showRequests } from './console/requests.js';
import type { Handler } from './context.js';
import type { Policy } from './policy.js';
import { get, post, type Route } from './route.js';
import type { Services } from './services.js';

/** The REST API of release engineering. */
export function releaseApiRoutes(services: Services): Route[] {
  const token = (scope: Scope): Policy => ({ who: 'token', scope });
  const read = (path: string, handler: Handler) => get(path, token('read'), handler);
  const post = (path: string, scope: Scope, body: Route['body'], handler: Handler): Route => {
    return { method: 'POST', path, policy: token(scope), body, handler };
  };
  return [
    read('/api/v1/apps/:slug/channels', getChannels()),
    {
      method: 'PUT',
      path: '/api/v1/apps/:slug/channels/:channel',
      policy: token('people'),
      body: 'json',
      handler: putChannel(services),
    },
    get('/api/v1/groups', token('people'), getGroups()),
    {
      method: 'PUT',
      path: '/api/v1/groups/:name',
      policy: token('people'),
      body: 'json',
      handler: putGroupNamed(services),
    },
    {
      method: 'DELETE',
      path: '/api/v1/groups/:name',
      policy: token('people'),
      body: 'none',
      handler: deleteGroupNamed(services),
    },
    {
      method: 'PUT',
      path: '/api/v1/apps/:slug/platforms/:platform',
      policy: token('publish'),
      body: 'json',
      handler: putPlatform(services),
    },
    post('/api/v1/releases/:id/recall', 'publish', 'json', postRecall(services)),
    post('/api/v1/releases/:id/rollout', 'publish', 'json', postRollout(services)),
    read('/api/v1/publish-requests', getPublishRequests()),
    post('/api/v1/publish-requests/:id/approve', 'publish', 'json', postApproval(services)),
    post('/api/v1/publish-requests/:id/refuse', 'publish', 'none', postRefusal(services)),
  ];
}

/** Its pages in the console. */
export function releaseConsoleRoutes(services: Services): Route[] {
  const engineer: Policy = { who: 'console', role: 'engineer' };
  const admin: Policy = { who: 'console', role: 'admin' };
  return [
    get('/console/apps/:slug/channels/:channel', admin, showChannel(services)),
    post('/console/apps/:slug/channels/:channel', admin, saveChannel(services)),
    post('/console/apps/:slug/platforms/:platform', admin, saveMinimum(services)),
    get('/console/releases/:id', engineer, showRelease(services)),
    post('/console/releases/:id/rollout', engineer, editRollout(services)),
    get('/console/releases/:id/recall', engineer, showRecall(services)),
    post('/console/releases/:id/recall', engineer, recall(services)),
    get('/console/releases/:id/holders.csv', admin, exportHolders()),
    get('/console/requests', engineer, showRequests(services)),
    post('/console/requests/:id/approve', admin, approve(services)),
    post('/console/requests/:id/refuse', engineer, refuse(services)),
    get('/console/groups', admin, showGroups(services)),
    post('/console/groups', admin, saveGroup(services)),
    post('/console/groups/remove', admin, removeGroup(services)),
  ];
}
