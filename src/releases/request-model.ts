import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { Build } from '../builds/model.js';
import {
  id,
  json,
  number,
  optionalNumber,
  optionalText,
  optionalTime,
  text,
  time,
} from '../database/columns.js';
import { Channel } from './model.js';
import type { Publication } from './publish.js';

export const requestStates = [
  'awaiting-approval',
  'scheduled',
  'published',
  'refused',
  'cancelled',
  'failed',
] as const;
export type RequestState = (typeof requestStates)[number];

/** How it is to be published, beside what and where. */
export type WantedPublication = Omit<Publication, 'buildId' | 'channel' | 'actor'>;

/** A wish to publish a build on a channel: at a later time, or once a second person says yes. */
export class PublishRequest extends Model<
  InferAttributes<PublishRequest>,
  InferCreationAttributes<PublishRequest>
> {
  declare id: CreationOptional<number>;
  declare channelId: ForeignKey<Channel['id']>;
  declare buildId: ForeignKey<Build['id']>;
  declare publication: WantedPublication;
  declare state: RequestState;
  /** Null for at once. */
  declare scheduledAt: Date | null;
  declare requestedBy: string;
  /** Who stands behind the actor: a token's maker, so that nobody is two. */
  declare requestedPerson: string;
  declare requestedAt: Date;
  declare decidedBy: CreationOptional<string | null>;
  declare decidedAt: CreationOptional<Date | null>;
  declare releaseId: CreationOptional<number | null>;
  /** Why it could not be published when its time came. */
  declare failure: CreationOptional<string | null>;
  declare channel?: NonAttribute<Channel>;
}

export function definePublishRequests(sequelize: Sequelize): void {
  PublishRequest.init(
    {
      id: id(),
      channelId: number(),
      buildId: number(),
      publication: json(),
      state: text(),
      scheduledAt: optionalTime(),
      requestedBy: text(),
      requestedPerson: text(),
      requestedAt: time(),
      decidedBy: optionalText(),
      decidedAt: optionalTime(),
      releaseId: optionalNumber(),
      failure: optionalText(),
    },
    { sequelize, tableName: 'publish_requests', timestamps: false },
  );
  PublishRequest.belongsTo(Channel, { as: 'channel', foreignKey: 'channelId' });
  PublishRequest.belongsTo(Build, { as: 'build', foreignKey: 'buildId' });
}
