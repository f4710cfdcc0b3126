import type { Sequelize } from 'sequelize';
import { defineAccounts } from './accounts/model.js';
import { defineAgreements } from './agreements/model.js';
import { defineApps } from './apps/model.js';
import { defineAudit } from './audit/model.js';
import { defineBuilds } from './builds/model.js';
import { defineDelivery } from './delivery/model.js';
import { defineGuides } from './guides/model.js';
import { defineHelping } from './helping/model.js';
import { defineIdentity } from './identity/model.js';
import { defineMessages } from './messages/model.js';
import { defineOrganisation } from './organisation/model.js';
import { defineRegistrations } from './registrations/model.js';
import { definePhones } from './registrations/phone-model.js';
import { defineReleases } from './releases/model.js';
import { defineSecrets } from './secrets/model.js';
import { defineUploads } from './uploads/model.js';

/** Binds every model to this database, in the order of the flow. */
export function defineModels(sequelize: Sequelize): void {
  defineSecrets(sequelize);
  defineAudit(sequelize);
  defineOrganisation(sequelize);
  defineMessages(sequelize);
  defineUploads(sequelize);
  defineApps(sequelize);
  defineBuilds(sequelize);
  defineReleases(sequelize);
  defineIdentity(sequelize);
  defineAccounts(sequelize);
  defineAgreements(sequelize);
  defineRegistrations(sequelize);
  definePhones(sequelize);
  defineDelivery(sequelize);
  defineGuides(sequelize);
  defineHelping(sequelize);
}
