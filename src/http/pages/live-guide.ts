import { agreementsInForce } from '../../agreements/versions.js';
import type { App } from '../../apps/model.js';
import { guideDocument } from '../../guides/document/build.js';
import { type Edition, findEdition } from '../../guides/editions.js';
import { guideFacts } from '../../guides/facts.js';
import { currentRevision, type GuideDocuments, type Revision } from '../../guides/revisions.js';
import { readOrganisation } from '../../organisation/settings.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Services } from '../services.js';

/** An edition of an app's guide as it reads now. */
export interface LiveGuide {
  edition: Edition;
  documents: GuideDocuments;
  revision: Revision;
}

/** Throws `not_found` for an edition that there is not. */
export async function liveGuide(
  services: Pick<Services, 'codes' | 'config' | 'now'>,
  app: App,
  name: string,
): Promise<LiveGuide> {
  const edition = await findEdition(app, name);
  const facts = guideFacts({
    app,
    publicUrl: services.config.PUBLIC_URL,
    organisation: await readOrganisation(),
    releases: await offeredReleases(app.id, productionChannel, null),
    codes: services.codes.frame.messenger.configured,
    agreements: (await agreementsInForce(services.now())).length > 0,
  });
  const documents = {
    zh: guideDocument(facts, edition.texts, 'zh'),
    en: guideDocument(facts, edition.texts, 'en'),
  };
  const revision = await currentRevision(app, name, documents, services.now());
  return { edition, documents, revision };
}
