import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { id, text, time } from '../database/columns.js';

/** A key the server made for itself and shares with its equals through the database. */
export class Secret extends Model<InferAttributes<Secret>, InferCreationAttributes<Secret>> {
  declare id: CreationOptional<number>;
  declare purpose: string;
  /** Names the key in what it signed. */
  declare keyId: string;
  /** base64url of 32 random bytes. */
  declare secret: string;
  declare createdAt: CreationOptional<Date>;
}

export function defineSecrets(sequelize: Sequelize): void {
  Secret.init(
    { id: id(), purpose: text(), keyId: text(), secret: text(), createdAt: time() },
    { sequelize, tableName: 'secrets' },
  );
}
