import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { id, optionalText, optionalTime, text, time } from '../database/columns.js';

/** One person of the roster, the directory Slipway keeps itself. */
export class RosterEntry extends Model<
  InferAttributes<RosterEntry>,
  InferCreationAttributes<RosterEntry>
> {
  declare id: CreationOptional<number>;
  /** The organisation's own number for the person (工/学号): what they type to sign in. */
  declare number: string;
  declare name: string;
  declare department: string;
  /** E.164. */
  declare phone: string | null;
  declare passwordHash: string | null;
  declare activationCodeHash: string | null;
  declare departedAt: Date | null;
  declare createdAt: CreationOptional<Date>;
}

export function defineIdentity(sequelize: Sequelize): void {
  RosterEntry.init(
    {
      id: id(),
      number: text(),
      name: text(),
      department: text(),
      phone: optionalText(),
      passwordHash: optionalText(),
      activationCodeHash: optionalText(),
      departedAt: optionalTime(),
      createdAt: time(),
    },
    { sequelize, tableName: 'roster_entries' },
  );
}
