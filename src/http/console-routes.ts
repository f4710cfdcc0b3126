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
import { signOut } from './console/sign-in.js';
import { createToken, revokeToken, showTokens } from './console/tokens.js';
import { showUpload, uploadBuild } from './console/upload.js';
import { consoleUploads } from './console/uploads.js';
import type { Policy } from './policy.js';
import { get, post, type Route } from './route.js';
import type { Services } from './services.js';
import { tusRoutes } from './tus-routes.js';

/** The administrators' pages. */
export function consoleRoutes(services: Services): Route[] {
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
