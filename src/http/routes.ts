import type { Scope } from '../accounts/scope.js';
import { getApp, getApps, postApp } from './api/apps.js';
import { getBuild, getBuilds, postBuild } from './api/builds.js';
import { getComparison } from './api/compare.js';
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
import {
  addAdministrator,
  setPassword,
  showAdministrators,
  showPassword,
} from './console/administrators.js';
import { editDraft, showAgreements, showDraft, showVersion } from './console/agreements.js';
import { createNewApp, showApp, showApps, showNewApp } from './console/apps.js';
import { exportAudit, showAudit } from './console/audit.js';
import { editBrand } from './console/brand.js';
import { showBuild } from './console/build.js';
import { showBuildIcon } from './console/build-icon.js';
import { exportBuilds, showBuilds } from './console/builds.js';
import { chooseComparison, showComparison } from './console/compare.js';
import { exportConsents } from './console/consents.js';
import { closeCorrectionRequest, showCorrections } from './console/corrections.js';
import {
  addGuideEdition,
  editGuideEdition,
  removeGuideEdition,
  showGuideEditions,
} from './console/guide.js';
import { makeLetters, showLetters } from './console/letters.js';
import { editOrganisation, showOrganisation } from './console/organisation.js';
import { showOverview } from './console/overview.js';
import { exportPeople, showPeople } from './console/people.js';
import { reinstatePerson, showPerson, showPersonWith, suspendPerson } from './console/person.js';
import { setPersonsPhone, unbindPersonsPhone } from './console/persons-phone.js';
import { decidePhoneRequest, editPhonePolicy, showPhones } from './console/phones.js';
import { addException, removeException } from './console/policy-exceptions.js';
import { downloadQrPng, showQrSvg } from './console/qr-code.js';
import { showRefusals } from './console/refusals.js';
import { publishBuild, showWithdraw, withdraw } from './console/releases.js';
import { importRosterFile, showRosterImport } from './console/roster-import.js';
import { finishSetup, showSetup } from './console/setup.js';
import { finishSignIn, showSignIn, signOut } from './console/sign-in.js';
import { createToken, revokeToken, showTokens } from './console/tokens.js';
import { showUpload, uploadBuild } from './console/upload.js';
import { consoleUploads } from './console/uploads.js';
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
import type { Services } from './services.js';
import type { TusHandlers } from './tus.js';

/** One address, who may use it, what its body is, and what answers. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  path: string;
  policy: Policy;
  /**
   * A form is checked for its hidden `csrf` field, always; `small-file` is one that may bring a file.
   * A message is a form that another server sends, with no browser's session behind it. An upload
   * reads its body itself.
   */
  body: 'none' | 'form' | 'small-file' | 'message' | 'json' | 'upload';
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
    get('/console/setup', anyone, showSetup(services)),
    post('/console/setup', anyone, finishSetup(services)),
    get('/console/sign-in', anyone, showSignIn(services)),
    post('/console/sign-in', anyone, finishSignIn(services)),
  ];
}

function get(path: string, policy: Policy, handler: Handler): Route {
  return { method: 'GET', path, policy, body: 'none', handler };
}

/** A page's form. */
function post(path: string, policy: Policy, handler: Handler): Route {
  return { method: 'POST', path, policy, body: 'form', handler };
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

/** Uploads that may be resumed: tus 1.0 (tus.io/protocols/resumable-upload). */
function tusRoutes(base: string, policy: Policy, uploads: TusHandlers): Route[] {
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

/** The administrators' pages. */
function consoleRoutes(services: Services): Route[] {
  const engineer: Policy = { who: 'console', role: 'engineer' };
  const admin: Policy = { who: 'console', role: 'admin' };
  return [
    post('/console/sign-out', engineer, signOut()),
    get('/console', engineer, showOverview(services)),
    get('/console/apps', engineer, showApps(services)),
    get('/console/new-app', engineer, showNewApp(services)),
    post('/console/new-app', engineer, createNewApp(services)),
    get('/console/apps/:slug', engineer, showApp(services)),
    get('/console/apps/:slug/qr.svg', engineer, showQrSvg(services)),
    get('/console/apps/:slug/qr.png', engineer, downloadQrPng(services)),
    get('/console/apps/:slug/guide', engineer, showGuideEditions(services)),
    post('/console/apps/:slug/guide', admin, editGuideEdition(services)),
    post('/console/apps/:slug/guide/add', admin, addGuideEdition(services)),
    post('/console/apps/:slug/guide/remove', admin, removeGuideEdition(services)),
    post('/console/apps/:slug/policy-exceptions', admin, addException(services)),
    post('/console/apps/:slug/policy-exceptions/:code/remove', admin, removeException(services)),
    get('/console/builds', engineer, showBuilds(services)),
    get('/console/builds.csv', engineer, exportBuilds()),
    get('/console/builds/:id', engineer, showBuild(services)),
    get('/console/builds/:id/icon', engineer, showBuildIcon(services)),
    get('/console/builds/:id/compare', engineer, chooseComparison(services)),
    get('/console/builds/:id/compare/:other', engineer, showComparison(services)),
    post('/console/builds/:id', engineer, publishBuild(services)),
    get('/console/releases/:id/withdraw', engineer, showWithdraw(services)),
    post('/console/releases/:id/withdraw', engineer, withdraw(services)),
    get('/console/upload', engineer, showUpload(services)),
    { ...post('/console/upload', engineer, uploadBuild(services)), body: 'upload' },
    ...tusRoutes('/console/uploads', engineer, consoleUploads(services)),
    post('/console/uploads/:id/build', engineer, consoleUploads(services).build),
    get('/console/refusals', engineer, showRefusals(services)),
    get('/console/password', engineer, showPassword(services)),
    post('/console/password', engineer, setPassword(services)),
    get('/console/people', admin, showPeople(services)),
    get('/console/people.csv', admin, exportPeople()),
    get('/console/roster/import', admin, showRosterImport(services)),
    { ...post('/console/roster/import', admin, importRosterFile(services)), body: 'small-file' },
    get('/console/roster/letters', admin, showLetters(services)),
    post('/console/roster/letters', admin, makeLetters(services)),
    get('/console/people/:id', admin, showPerson(services)),
    post('/console/people/:id/suspend', admin, suspendPerson(services)),
    post('/console/people/:id/reinstate', admin, reinstatePerson(services)),
    post(
      '/console/people/:id/unbind-phone',
      admin,
      unbindPersonsPhone(services, showPersonWith(services)),
    ),
    post('/console/people/:id/phone', admin, setPersonsPhone(services, showPersonWith(services))),
    get('/console/phones', admin, showPhones(services)),
    post('/console/phones', admin, editPhonePolicy(services)),
    post('/console/phones/:id', admin, decidePhoneRequest(services)),
    get('/console/tokens', admin, showTokens(services)),
    post('/console/tokens', admin, createToken(services)),
    post('/console/tokens/:id/revoke', admin, revokeToken(services)),
    get('/console/administrators', admin, showAdministrators(services)),
    post('/console/administrators', admin, addAdministrator(services)),
    get('/console/organisation', admin, showOrganisation(services)),
    post('/console/organisation', admin, editOrganisation(services)),
    { ...post('/console/organisation/brand', admin, editBrand(services)), body: 'small-file' },
    get('/console/agreements', admin, showAgreements(services)),
    get('/console/agreements/:kind', admin, showDraft(services)),
    { ...post('/console/agreements/:kind', admin, editDraft(services)), body: 'small-file' },
    get('/console/agreements/:kind/:version', admin, showVersion(services)),
    get('/console/consents.csv', admin, exportConsents()),
    get('/console/corrections', admin, showCorrections(services)),
    post('/console/corrections/:id/close', admin, closeCorrectionRequest(services)),
    get('/console/audit', admin, showAudit(services)),
    get('/console/audit.csv', admin, exportAudit()),
  ];
}
