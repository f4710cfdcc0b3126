import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { App, AppPlatform } from '../apps/model.js';
import { Build } from '../builds/model.js';
import { id, number, optionalText, optionalTime, text, time } from '../database/columns.js';

/** A named stream of an app's releases, such as `production`. */
export class Channel extends Model<InferAttributes<Channel>, InferCreationAttributes<Channel>> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  declare name: string;
  declare createdAt: CreationOptional<Date>;
}

export type ReleaseState = 'current' | 'superseded' | 'withdrawn';

/** A build made available on a channel, with notes. */
export class Release extends Model<InferAttributes<Release>, InferCreationAttributes<Release>> {
  declare id: CreationOptional<number>;
  declare channelId: ForeignKey<Channel['id']>;
  declare appPlatformId: ForeignKey<AppPlatform['id']>;
  declare buildId: ForeignKey<Build['id']>;
  declare state: ReleaseState;
  declare notes: string;
  declare publishedBy: string;
  declare publishedAt: Date;
  declare withdrawnBy: CreationOptional<string | null>;
  declare withdrawnAt: CreationOptional<Date | null>;
  declare channel?: NonAttribute<Channel>;
  declare build?: NonAttribute<Build>;
  declare appPlatform?: NonAttribute<AppPlatform & { app: App }>;
}

export function defineReleases(sequelize: Sequelize): void {
  Channel.init(
    { id: id(), appId: number(), name: text(), createdAt: time() },
    { sequelize, tableName: 'channels' },
  );
  Channel.belongsTo(App, { as: 'app', foreignKey: 'appId' });
  App.hasMany(Channel, { as: 'channels', foreignKey: 'appId' });
  Release.init(
    {
      id: id(),
      channelId: number(),
      appPlatformId: number(),
      buildId: number(),
      state: text(),
      notes: text(),
      publishedBy: text(),
      publishedAt: time(),
      withdrawnBy: optionalText(),
      withdrawnAt: optionalTime(),
    },
    { sequelize, tableName: 'releases', timestamps: false },
  );
  Release.belongsTo(Channel, { as: 'channel', foreignKey: 'channelId' });
  Release.belongsTo(Build, { as: 'build', foreignKey: 'buildId' });
  Release.belongsTo(AppPlatform, { as: 'appPlatform', foreignKey: 'appPlatformId' });
  Channel.hasMany(Release, { as: 'releases', foreignKey: 'channelId' });
  Build.hasMany(Release, { as: 'releases', foreignKey: 'buildId' });
}
