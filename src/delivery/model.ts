import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import type { App } from '../apps/model.js';
import type { Build } from '../builds/model.js';
import {
  bytes,
  id,
  json,
  number,
  optionalNumber,
  optionalText,
  optionalTime,
  text,
  time,
} from '../database/columns.js';
import type { Platform } from '../platform.js';
import type { Release } from '../releases/model.js';

/** The steps a server can honestly see, then what the person says. A tap is not an install. */
export const outcomeSteps = [
  'page',
  'ticket',
  'manifest',
  'first-byte',
  'all-bytes',
  'not-opened',
  'opened',
] as const;
export type OutcomeStep = (typeof outcomeSteps)[number];

/** One step a person reached on the way to an installed build. */
export class Outcome extends Model<InferAttributes<Outcome>, InferCreationAttributes<Outcome>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare appId: ForeignKey<App['id']>;
  declare platform: Platform | null;
  declare releaseId: ForeignKey<Release['id']> | null;
  declare buildId: ForeignKey<Build['id']> | null;
  declare step: OutcomeStep;
  declare ticketId: string | null;
  declare at: Date;
}

/** A half-open stretch of a file's bytes, `[start, end)`. */
export type Stretch = [start: number, end: number];

/** Which bytes of a build went out under one ticket, over all its ranges and processes. */
export class Download extends Model<InferAttributes<Download>, InferCreationAttributes<Download>> {
  declare ticketId: string;
  declare userId: number;
  declare releaseId: ForeignKey<Release['id']>;
  declare buildId: ForeignKey<Build['id']>;
  declare size: number;
  /** Sorted, not touching. */
  declare delivered: Stretch[];
  declare startedAt: Date;
  declare completedAt: CreationOptional<Date | null>;
}

export function defineDelivery(sequelize: Sequelize): void {
  Outcome.init(
    {
      id: id(),
      userId: number(),
      appId: number(),
      platform: optionalText(),
      releaseId: optionalNumber(),
      buildId: optionalNumber(),
      step: text(),
      ticketId: optionalText(),
      at: time(),
    },
    { sequelize, tableName: 'outcomes', timestamps: false },
  );
  Download.init(
    {
      ticketId: { ...text(), primaryKey: true },
      userId: number(),
      releaseId: number(),
      buildId: number(),
      size: bytes('size'),
      delivered: json(),
      startedAt: time(),
      completedAt: optionalTime(),
    },
    { sequelize, tableName: 'downloads', timestamps: false },
  );
}
