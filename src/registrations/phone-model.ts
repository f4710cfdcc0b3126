import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { User } from '../accounts/model.js';
import { id, number, optionalText, optionalTime, text, time } from '../database/columns.js';

/** What a code is sent for; a code for one is none for another. */
export type CodePurpose = 'bind' | 'change-old' | 'change-new' | 'reset';

/** The short code sent to a phone. Only its HMAC is kept. */
export class OneTimeCode extends Model<
  InferAttributes<OneTimeCode>,
  InferCreationAttributes<OneTimeCode>
> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare purpose: CodePurpose;
  /** E.164. */
  declare phone: string;
  declare nonce: string;
  /** Which key of the ring. */
  declare keyId: string;
  /** Hex. */
  declare mac: string;
  declare tries: CreationOptional<number>;
  declare createdAt: Date;
  declare expiresAt: Date;
  declare usedAt: CreationOptional<Date | null>;
}

/** `change`: with a code to either phone. `lost`: the old phone is gone. `claim`: the phone is bound to another. */
export type PhoneRequestKind = 'change' | 'lost' | 'claim';
/** `begun` until the new phone is proven; `open` waits for an administrator. */
export type PhoneRequestState = 'begun' | 'open' | 'granted' | 'refused';

/** That a person wants another phone bound. */
export class PhoneRequest extends Model<
  InferAttributes<PhoneRequest>,
  InferCreationAttributes<PhoneRequest>
> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare kind: PhoneRequestKind;
  /** The phone they want, E.164; proven by a code unless the request is only begun. */
  declare phone: string;
  /** In the person's words. */
  declare reason: string;
  declare state: PhoneRequestState;
  declare createdAt: Date;
  /** When a code showed that they have the bound phone too. */
  declare oldProvenAt: CreationOptional<Date | null>;
  declare decidedBy: CreationOptional<string | null>;
  declare decidedAt: CreationOptional<Date | null>;
  /** In the administrator's words. */
  declare decision: CreationOptional<string | null>;
  declare user?: NonAttribute<User>;
}

export function definePhones(sequelize: Sequelize): void {
  OneTimeCode.init(
    {
      id: id(),
      userId: number(),
      purpose: text(),
      phone: text(),
      nonce: text(),
      keyId: text(),
      mac: text(),
      tries: { ...number(), defaultValue: 0 },
      createdAt: time(),
      expiresAt: time(),
      usedAt: optionalTime(),
    },
    { sequelize, tableName: 'one_time_codes', timestamps: false },
  );
  PhoneRequest.init(
    {
      id: id(),
      userId: number(),
      kind: text(),
      phone: text(),
      reason: text(),
      state: text(),
      createdAt: time(),
      oldProvenAt: optionalTime(),
      decidedBy: optionalText(),
      decidedAt: optionalTime(),
      decision: optionalText(),
    },
    { sequelize, tableName: 'phone_requests', timestamps: false },
  );
  PhoneRequest.belongsTo(User, { as: 'user', foreignKey: 'userId' });
}
