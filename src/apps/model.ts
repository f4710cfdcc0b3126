import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { id, number, optionalText, text, time } from '../database/columns.js';
import type { Platform } from '../platform.js';

/** A product: one page, one QR code, builds for several platforms. */
export class App extends Model<InferAttributes<App>, InferCreationAttributes<App>> {
  declare id: CreationOptional<number>;
  declare slug: string;
  declare name: string;
  declare createdAt: CreationOptional<Date>;
  declare platforms?: NonAttribute<AppPlatform[]>;
}

/** An app on one platform. Its identity is the platform with the bundle identifier. */
export class AppPlatform extends Model<
  InferAttributes<AppPlatform>,
  InferCreationAttributes<AppPlatform>
> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  declare platform: Platform;
  declare bundleIdentifier: string;
  /** What is older is not supported any more; null where everything is. */
  declare minimumVersionCode: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare app?: NonAttribute<App>;
}

/** A refusal that warns instead for one app, because an administrator said so, and why. */
export class PolicyException extends Model<
  InferAttributes<PolicyException>,
  InferCreationAttributes<PolicyException>
> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  declare code: string;
  declare reason: string;
  declare createdBy: string;
  declare createdAt: CreationOptional<Date>;
}

export function defineApps(sequelize: Sequelize): void {
  App.init(
    { id: id(), slug: text(), name: text(), createdAt: time() },
    { sequelize, tableName: 'apps' },
  );
  AppPlatform.init(
    {
      id: id(),
      appId: number(),
      platform: text(),
      bundleIdentifier: text(),
      minimumVersionCode: optionalText(),
      createdAt: time(),
    },
    { sequelize, tableName: 'app_platforms' },
  );
  AppPlatform.belongsTo(App, { as: 'app', foreignKey: 'appId' });
  App.hasMany(AppPlatform, { as: 'platforms', foreignKey: 'appId' });
  PolicyException.init(
    {
      id: id(),
      appId: number(),
      code: text(),
      reason: text(),
      createdBy: text(),
      createdAt: time(),
    },
    { sequelize, tableName: 'policy_exceptions' },
  );
  PolicyException.belongsTo(App, { as: 'app', foreignKey: 'appId' });
}
