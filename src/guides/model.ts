import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { App } from '../apps/model.js';
import { id, json, number, text, time } from '../database/columns.js';
import type { EditionTexts } from './editions.js';

/** A guide for one audience, in its own words. */
export class GuideEdition extends Model<
  InferAttributes<GuideEdition>,
  InferCreationAttributes<GuideEdition>
> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  /** As it stands in the address; empty for the edition that every app has. */
  declare name: string;
  declare texts: EditionTexts;
  declare createdAt: CreationOptional<Date>;
}

/** What an edition said from a day on: a fingerprint of each of its parts. */
export class GuideRevision extends Model<
  InferAttributes<GuideRevision>,
  InferCreationAttributes<GuideRevision>
> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  declare edition: string;
  declare number: number;
  declare parts: Record<string, string>;
  declare createdAt: Date;
}

export function defineGuides(sequelize: Sequelize): void {
  GuideEdition.init(
    { id: id(), appId: number(), name: text(), texts: json(), createdAt: time() },
    { sequelize, tableName: 'guide_editions' },
  );
  GuideRevision.init(
    {
      id: id(),
      appId: number(),
      edition: text(),
      number: number(),
      parts: json(),
      createdAt: time(),
    },
    { sequelize, tableName: 'guide_revisions', timestamps: false },
  );
  GuideEdition.belongsTo(App, { as: 'app', foreignKey: 'appId' });
  GuideRevision.belongsTo(App, { as: 'app', foreignKey: 'appId' });
}
