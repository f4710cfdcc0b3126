import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import {
  id,
  json,
  optionalNumber,
  optionalText,
  optionalTime,
  text,
  time,
} from '../database/columns.js';
import type { Scope } from './scope.js';

/** A person of the organisation, as its directory last told of them. */
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare directory: string;
  /** The directory's immutable name for the person; with `directory`, who they are. */
  declare subject: string;
  declare number: string;
  declare name: string;
  declare department: string;
  /** What the directory says, E.164; the bound phone is the registration's. */
  declare directoryPhone: string | null;
  declare createdAt: CreationOptional<Date>;
}

export type Role = 'engineer' | 'admin';

/** Who may sign in to the console. */
export class Administrator extends Model<
  InferAttributes<Administrator>,
  InferCreationAttributes<Administrator>
> {
  declare id: CreationOptional<number>;
  declare name: string;
  declare passwordHash: string;
  declare role: Role;
  declare createdAt: CreationOptional<Date>;
}

/** A release engineer's or a CI's credential. Only a hash of it is kept. */
export class ApiToken extends Model<InferAttributes<ApiToken>, InferCreationAttributes<ApiToken>> {
  declare id: CreationOptional<number>;
  declare name: string;
  declare hash: string;
  declare last4: string;
  declare scopes: Scope[];
  declare createdBy: string;
  declare createdAt: CreationOptional<Date>;
  declare lastUsedAt: CreationOptional<Date | null>;
  declare revokedAt: CreationOptional<Date | null>;
}

/** A signed-in browser: a person's, or an administrator's. Only a hash of the cookie is kept. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: CreationOptional<number>;
  declare hash: string;
  declare userId: ForeignKey<User['id']> | null;
  declare administratorId: ForeignKey<Administrator['id']> | null;
  declare expiresAt: Date;
  /** When the person typed their password for it; null where the directory knew them already. */
  declare provenAt: CreationOptional<Date | null>;
  /** A hash of the name under which a directory says that its own session ended. */
  declare ticketHash: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
}

/** One failed try, under the key of what was tried (an account, a number, an address). */
export class FailedAttempt extends Model<
  InferAttributes<FailedAttempt>,
  InferCreationAttributes<FailedAttempt>
> {
  declare id: CreationOptional<number>;
  declare key: string;
  declare at: Date;
}

export function defineAccounts(sequelize: Sequelize): void {
  User.init(
    {
      id: id(),
      directory: text(),
      subject: text(),
      number: text(),
      name: text(),
      department: text(),
      directoryPhone: optionalText(),
      createdAt: time(),
    },
    { sequelize, tableName: 'users' },
  );
  Administrator.init(
    { id: id(), name: text(), passwordHash: text(), role: text(), createdAt: time() },
    { sequelize, tableName: 'administrators' },
  );
  ApiToken.init(
    {
      id: id(),
      name: text(),
      hash: text(),
      last4: text(),
      scopes: json(),
      createdBy: text(),
      createdAt: time(),
      lastUsedAt: optionalTime(),
      revokedAt: optionalTime(),
    },
    { sequelize, tableName: 'api_tokens' },
  );
  Session.init(
    {
      id: id(),
      hash: text(),
      userId: optionalNumber(),
      administratorId: optionalNumber(),
      expiresAt: time(),
      provenAt: optionalTime(),
      ticketHash: optionalText(),
      createdAt: time(),
    },
    { sequelize, tableName: 'sessions' },
  );
  FailedAttempt.init(
    { id: id(), key: text(), at: time() },
    { sequelize, tableName: 'failed_attempts', timestamps: false },
  );
}
