import {
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { json, text } from '../database/columns.js';

/** One setting that an administrator edits in the console. */
export class Setting extends Model<InferAttributes<Setting>, InferCreationAttributes<Setting>> {
  declare name: string;
  declare value: unknown;
}

export function defineOrganisation(sequelize: Sequelize): void {
  Setting.init(
    { name: { ...text(), primaryKey: true }, value: json() },
    { sequelize, tableName: 'settings', timestamps: false },
  );
}
