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

export type RegistrationState = 'active' | 'suspended';

/** A person's activation here: identity proven, details confirmed, phone bound. */
export class Registration extends Model<
  InferAttributes<Registration>,
  InferCreationAttributes<Registration>
> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  /** The number they registered with, unique whatever directory it came from; null after an unbinding. */
  declare number: CreationOptional<string | null>;
  /** E.164, unique; null after an administrator unbound it, until the person confirms again. */
  declare phone: string | null;
  /** When a code showed that they have it; null where the directory or an administrator said so. */
  declare phoneProvenAt: CreationOptional<Date | null>;
  declare state: RegistrationState;
  declare activatedAt: Date;
  declare suspendedBy: CreationOptional<string | null>;
  declare suspendedAt: CreationOptional<Date | null>;
  declare user?: NonAttribute<User>;
}

export function defineRegistrations(sequelize: Sequelize): void {
  Registration.init(
    {
      id: id(),
      userId: number(),
      number: optionalText(),
      phone: optionalText(),
      phoneProvenAt: optionalTime(),
      state: text(),
      activatedAt: time(),
      suspendedBy: optionalText(),
      suspendedAt: optionalTime(),
    },
    { sequelize, tableName: 'registrations', timestamps: false },
  );
  Registration.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  User.hasOne(Registration, { as: 'registration', foreignKey: 'userId' });
}
