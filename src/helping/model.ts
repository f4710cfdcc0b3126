import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { User } from '../accounts/model.js';
import { App } from '../apps/model.js';
import { id, number, optionalNumber, optionalText, text, time } from '../database/columns.js';

/** Two screens joined by a code: the owner's, who registers, and the helper's, who leads. */
export class HelpSession extends Model<
  InferAttributes<HelpSession>,
  InferCreationAttributes<HelpSession>
> {
  declare id: CreationOptional<number>;
  declare appId: ForeignKey<App['id']>;
  /** Null once a helper has joined: a code joins one screen. */
  declare codeHash: string | null;
  declare ownerHash: string;
  declare helperHash: CreationOptional<string | null>;
  /** `admin:anna` where the helper was signed in to the console; else empty. */
  declare helper: CreationOptional<string>;
  /** Of the owner's screen: the helper sees the steps of that device. */
  declare userAgent: string;
  /** As the helper typed it; empty until then. */
  declare number: CreationOptional<string>;
  /** Once the owner has signed in on their own screen. */
  declare userId: CreationOptional<ForeignKey<User['id']> | null>;
  declare expiresAt: Date;
  declare createdAt: CreationOptional<Date>;
}

export function defineHelping(sequelize: Sequelize): void {
  HelpSession.init(
    {
      id: id(),
      appId: number(),
      codeHash: optionalText(),
      ownerHash: text(),
      helperHash: optionalText(),
      helper: { ...text(), defaultValue: '' },
      userAgent: text(),
      number: { ...text(), defaultValue: '' },
      userId: optionalNumber(),
      expiresAt: time(),
      createdAt: time(),
    },
    { sequelize, tableName: 'help_sessions' },
  );
  HelpSession.belongsTo(App, { as: 'app', foreignKey: 'appId' });
  HelpSession.belongsTo(User, { as: 'user', foreignKey: 'userId' });
}
