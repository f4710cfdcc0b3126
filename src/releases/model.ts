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
import {
  flag,
  id,
  number,
  optionalJson,
  optionalNumber,
  optionalText,
  optionalTime,
  text,
  time,
} from '../database/columns.js';
import type { Locale } from '../texts/translate.js';
import type { RolloutState } from './rollout.js';

/** Whom a channel is for: everyone who registered, or those it was granted to. */
export type Audience = 'registered' | 'granted';

/** A named stream of an app's releases, such as `production`. */
export class Channel extends Model<InferAttributes<Channel>, InferCreationAttributes<Channel>> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  declare name: string;
  declare audience: CreationOptional<Audience>;
  /** Whether what is published here needs a second person's yes. */
  declare needsApproval: CreationOptional<boolean>;
  declare createdAt: CreationOptional<Date>;
}

/** A text in one language or several. */
export type LocalTexts = Partial<Record<Locale, string>>;

export type ReleaseState = 'current' | 'superseded' | 'withdrawn';

/** A build made available on a channel, with notes. */
export class Release extends Model<InferAttributes<Release>, InferCreationAttributes<Release>> {
  declare id: CreationOptional<number>;
  declare channelId: ForeignKey<Channel['id']>;
  declare appPlatformId: ForeignKey<AppPlatform['id']>;
  declare buildId: ForeignKey<Build['id']>;
  declare state: ReleaseState;
  declare notes: string;
  /** The notes in other words for these languages. */
  declare translatedNotes: CreationOptional<LocalTexts | null>;
  declare rolloutPercent: CreationOptional<number>;
  declare rolloutSeed: CreationOptional<string>;
  declare rolloutState: CreationOptional<RolloutState>;
  /** Whether everyone with an older one must take it. */
  declare mandatory: CreationOptional<boolean>;
  declare publishedBy: string;
  declare publishedAt: Date;
  declare withdrawnBy: CreationOptional<string | null>;
  declare withdrawnAt: CreationOptional<Date | null>;
  /** What those who hold it are told to do, where it was recalled; null where not. */
  declare recallTexts: CreationOptional<LocalTexts | null>;
  declare replacementReleaseId: CreationOptional<number | null>;
  declare channel?: NonAttribute<Channel>;
  declare build?: NonAttribute<Build>;
  declare appPlatform?: NonAttribute<AppPlatform & { app: App }>;
}

export function defineReleases(sequelize: Sequelize): void {
  Channel.init(
    {
      id: id(),
      appId: number(),
      name: text(),
      audience: { ...text(), defaultValue: 'registered' },
      needsApproval: flag(),
      createdAt: time(),
    },
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
      translatedNotes: optionalJson(),
      rolloutPercent: { ...number(), defaultValue: 100 },
      rolloutSeed: { ...text(), defaultValue: '' },
      rolloutState: { ...text(), defaultValue: 'running' },
      mandatory: flag(),
      publishedBy: text(),
      publishedAt: time(),
      withdrawnBy: optionalText(),
      withdrawnAt: optionalTime(),
      recallTexts: optionalJson(),
      replacementReleaseId: optionalNumber(),
    },
    { sequelize, tableName: 'releases', timestamps: false },
  );
  Release.belongsTo(Channel, { as: 'channel', foreignKey: 'channelId' });
  Release.belongsTo(Build, { as: 'build', foreignKey: 'buildId' });
  Release.belongsTo(AppPlatform, { as: 'appPlatform', foreignKey: 'appPlatformId' });
  Channel.hasMany(Release, { as: 'releases', foreignKey: 'channelId' });
  Build.hasMany(Release, { as: 'releases', foreignKey: 'buildId' });
}
