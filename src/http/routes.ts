import type { Scope } from '../accounts/scope.js';
import { getApp, getApps, postApp } from './api/apps.js';
import { getBuild, getBuilds, postBuild } from './api/builds.js';
import { getComparison } from './api/compare.js';
import { getLatest } from './api/latest.js';
import { getPerson, postReinstate, postSuspend, postUnbindPhone } from './api/people.js';
import {
  deletePolicyException,
  getPolicyExceptions,
  postPolicyException,
} from './api/policy-exceptions.js';
import { getReleases, postRelease, postWithdraw } from './api/releases.js';
import { postTicket } from './api/tickets.js';
import { apiUploads } from './api/uploads.js';
import { findAsset } from './assets.js';
import { brandLogo, brandStylesheet } from './brand.js';
import { finishSetup, showSetup } from './console/setup.js';
import { finishSignIn, showSignIn } from './console/sign-in.js';
import { consoleRoutes } from './console-routes.js';
import type { Handler } from './context.js';
import { ticketedFile } from './delivery/ticketed-file.js';
import { healthz, readyz } from './health.js';
import { agree, showAgree } from './pages/agree.js';
import { showAgreement } from './pages/agreement.js';
import { appIcon } from './pages/app-icon.js';
import { caCertificate, showCa } from './pages/ca.js';
import { confirm, showConfirm } from './pages/confirm.js';
import { showDownload, startDownload } from './pages/download.js';
import { guidePdf, guideRules, showGuide } from './pages/guide.js';
import { showHelp } from './pages/help.js';
import { askForHelp, endHelped, showHelped } from './pages/helped.js';
import { endHelping, join, showHelping, typeOwnersNumber } from './pages/helping.js';
import { home } from './pages/home.js';
import { landing } from './pages/landing.js';
import {
  askToCorrect,
  leaveForGood,
  showLeaveForGood,
  showMe,
  showWithdrawConsent,
  signOutEverywhere,
  withdrawConsent,
} from './pages/me.js';
import { myDataAsCsv, myDataAsJson } from './pages/my-data.js';
import { showOpened, showTrouble, tellOutcome } from './pages/outcome.js';
import { provePhone, resendCode, showPhone } from './pages/phone.js';
import { beginPhoneChange, showPhoneChange } from './pages/phone-change.js';
import {
  proveNewPhone,
  proveOldPhone,
  reportLostPhone,
  resendChangeCode,
  showChangeCode,
  showPhoneChanged,
} from './pages/phone-change-codes.js';
import { claimPhone, nameOtherPhone, showOtherPhone } from './pages/phone-other.js';
import { showPoster } from './pages/poster.js';
import { register, showRegister } from './pages/register.js';
import { showRegistered } from './pages/registered.js';
import { askReset, finishReset, showReset } from './pages/reset.js';
import { beginElsewhere, endElsewhere, finishElsewhere } from './pages/sign-in-elsewhere.js';
import { signOutPerson } from './pages/sign-out.js';
import { showTrust } from './pages/trust.js';
import type { Policy } from './policy.js';
import { releaseApiRoutes, releaseConsoleRoutes } from './release-routes.js';
import { get, post, type Route } from './route.js';
import type { Services } from './services.js';
import { tusRoutes } from './tus-routes.js';

/** The whole URL map. */
export function routes(services: Services): Route[] {
  return [
    ...openRoutes(services),
    ...personRoutes(services),
    ...deliveryRoutes(services),
    ...apiRoutes(services),
    ...releaseApiRoutes(services),
    ...consoleRoutes(services),
    ...releaseConsoleRoutes(services),
  ];
}

/** What anyone may see. Everything else is closed. */
function openRoutes(services: Services): Route[] {
  const anyone: Policy = { who: 'anyone' };
  const callback = '/a/:slug/sign-in/:directory/callback';
  return [
    get('/healthz', anyone, healthz()),
    get('/readyz', anyone, readyz(services)),
    get('/assets/:hash/:fileName', anyone, findAsset(services)),
    get('/brand/colours/:fileName', anyone, brandStylesheet()),
    get('/brand/logos/:fileName', anyone, brandLogo(services)),
    get('/', anyone, home(services)),
    get('/ca', anyone, showCa(services)),
    get('/ca/slipway-ca.cer', anyone, caCertificate(services)),
    get('/a/:slug', anyone, landing(services)),
    get('/a/:slug/icon', anyone, appIcon(services)),
    get('/a/:slug/agreements/:kind', anyone, showAgreement(services)),
    get('/a/:slug/guide', anyone, showGuide(services)),
    get('/a/:slug/guide.css', anyone, guideRules(services)),
    get('/a/:slug/guide.pdf', anyone, guidePdf(services)),
    get('/a/:slug/poster', anyone, showPoster(services)),
    get('/a/:slug/helped', anyone, showHelped(services)),
    post('/a/:slug/helped', anyone, askForHelp(services)),
    post('/a/:slug/helped/end', anyone, endHelped(services)),
    get('/a/:slug/helping', anyone, showHelping(services)),
    post('/a/:slug/helping', anyone, join(services)),
    post('/a/:slug/helping/number', anyone, typeOwnersNumber(services)),
    post('/a/:slug/helping/end', anyone, endHelping(services)),
    get('/a/:slug/help', anyone, showHelp(services)),
    get('/a/:slug/register', anyone, showRegister(services)),
    post('/a/:slug/register', anyone, register(services)),
    get('/a/:slug/reset', anyone, showReset(services)),
    post('/a/:slug/reset', anyone, askReset(services)),
    post('/a/:slug/reset/code', anyone, finishReset(services)),
    get('/a/:slug/sign-in/:directory', anyone, beginElsewhere(services)),
    get(callback, anyone, finishElsewhere(services)),
    { ...post(callback, anyone, endElsewhere(services)), body: 'message' },
    get('/api/v1/apps/:slug/latest', anyone, getLatest()),
    get('/console/setup', anyone, showSetup(services)),
    post('/console/setup', anyone, finishSetup(services)),
    get('/console/sign-in', anyone, showSignIn(services)),
    post('/console/sign-in', anyone, finishSignIn(services)),
  ];
}

/** The person's way: register, confirm, install. */
function personRoutes(services: Services): Route[] {
  const person: Policy = { who: 'person' };
  return [
    get('/a/:slug/agree', person, showAgree(services)),
    post('/a/:slug/agree', person, agree(services)),
    get('/a/:slug/me', person, showMe(services)),
    get('/a/:slug/me/data.json', person, myDataAsJson(services)),
    get('/a/:slug/me/data.csv', person, myDataAsCsv(services)),
    post('/a/:slug/me/correct', person, askToCorrect(services)),
    post('/a/:slug/me/sign-out-everywhere', person, signOutEverywhere()),
    get('/a/:slug/me/withdraw-consent', person, showWithdrawConsent(services)),
    post('/a/:slug/me/withdraw-consent', person, withdrawConsent(services)),
    get('/a/:slug/me/leave', person, showLeaveForGood(services)),
    post('/a/:slug/me/leave', person, leaveForGood(services)),
    get('/a/:slug/confirm', person, showConfirm(services)),
    post('/a/:slug/confirm', person, confirm(services)),
    get('/a/:slug/registered', person, showRegistered(services)),
    get('/a/:slug/download', person, showDownload(services)),
    get('/a/:slug/download/:platform', person, startDownload(services)),
    get('/a/:slug/trust', person, showTrust(services)),
    post('/a/:slug/outcome', person, tellOutcome(services)),
    get('/a/:slug/opened', person, showOpened(services)),
    get('/a/:slug/trouble', person, showTrouble(services)),
    post('/a/:slug/sign-out', person, signOutPerson()),
    ...phoneRoutes(services, person),
  ];
}

/** The phone of a person: proven, another one, changed. */
function phoneRoutes(services: Services, person: Policy): Route[] {
  return [
    get('/a/:slug/phone', person, showPhone(services)),
    post('/a/:slug/phone', person, provePhone(services)),
    post('/a/:slug/phone/resend', person, resendCode(services)),
    get('/a/:slug/phone/other', person, showOtherPhone(services)),
    post('/a/:slug/phone/other', person, nameOtherPhone(services)),
    post('/a/:slug/phone/claim', person, claimPhone(services)),
    get('/a/:slug/phone/change', person, showPhoneChange(services)),
    post('/a/:slug/phone/change', person, beginPhoneChange(services)),
    get('/a/:slug/phone/change/old', person, showChangeCode(services, 'old')),
    post('/a/:slug/phone/change/old', person, proveOldPhone(services)),
    post('/a/:slug/phone/change/old/resend', person, resendChangeCode(services, 'old')),
    post('/a/:slug/phone/change/lost', person, reportLostPhone(services)),
    get('/a/:slug/phone/change/new', person, showChangeCode(services, 'new')),
    post('/a/:slug/phone/change/new', person, proveNewPhone(services)),
    post('/a/:slug/phone/change/new/resend', person, resendChangeCode(services, 'new')),
    get('/a/:slug/phone/change/done', person, showPhoneChanged(services)),
  ];
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
    read('/api/v1/apps/:slug/policy-exceptions', getPolicyExceptions()),
    post('/api/v1/apps/:slug/policy-exceptions', 'publish', 'json', postPolicyException(services)),
    {
      method: 'DELETE',
      path: '/api/v1/apps/:slug/policy-exceptions/:code',
      policy: token('publish'),
      body: 'none',
      handler: deletePolicyException(services),
    },
    post('/api/v1/builds', 'upload', 'upload', postBuild(services)),
    ...tusRoutes('/api/v1/uploads', token('upload'), apiUploads(services)),
    post('/api/v1/uploads/:id/build', 'upload', 'none', apiUploads(services).build),
    read('/api/v1/builds', getBuilds(services)),
    read('/api/v1/builds/:id', getBuild(services)),
    read('/api/v1/builds/:id/compare/:other', getComparison(services)),
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
