import type { Artifact } from '../../artifacts/artifact.js';
import { homeScreenName } from '../../builds/home-screen-name.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { type Device, readDevice } from './device.js';
import type { PersonPages, TrustSteps } from './page-data.js';
import { appPage, personHere } from './person.js';
import { sentToTheirStage } from './their-stage.js';

/** How to trust the developer of the very build a person installs, in the words of their iOS. */
export function showTrust(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'registered')) return;
    const { app, user } = here;
    const releases = await offeredReleases(app.id, productionChannel, user.id);
    const ios = releases.find(({ appPlatform }) => appPlatform.platform === 'ios');
    if (ios === undefined) return ctx.redirect(`/a/${app.slug}/download`);
    const { artifact } = ios.build;
    await services.views.show(ctx, 'pages/trust', {
      ...appPage(app, user),
      developer: developerOf(artifact) || app.name,
      homeScreenName: homeScreenName(artifact, ctx.state.locale),
      kind: kindOf(artifact),
      privateAnchor: artifact.warnings.some(({ code }) => code === 'private_anchor'),
      versions: versionsFor(readDevice(ctx.get('User-Agent'))),
    });
  };
}

/** What the device shows: the organisation in the signing certificate. */
function developerOf({ signerCertificate, provisioningProfile }: Artifact): string {
  return signerCertificate?.organisation ?? provisioningProfile?.teamName ?? '';
}

function kindOf({ provisioningProfile }: Artifact): PersonPages['pages/trust']['kind'] {
  const kind = provisioningProfile?.kind;
  return kind === 'ad-hoc' || kind === 'development' ? kind : 'enterprise';
}

/** The steps of this iOS; where its version is not known, those of all that are about. */
function versionsFor({ system, version }: Device): TrustSteps[] {
  if (system !== 'ios' || version === null) return [18, 15];
  const [major] = version;
  if (major >= 18) return [18];
  return major >= 15 ? [15] : [9];
}
