import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { User } from '../accounts/model.js';
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

export const agreementKinds = ['service', 'privacy'] as const;
export type AgreementKind = (typeof agreementKinds)[number];

/** A text in both languages: a title, and Markdown. */
export interface AgreementTexts {
  zh: { title: string; body: string };
  en: { title: string; body: string };
}

/** One version of the service agreement or the privacy statement, or the draft of the next. */
export class Agreement extends Model<
  InferAttributes<Agreement>,
  InferCreationAttributes<Agreement>
> {
  declare id: CreationOptional<number>;
  declare kind: AgreementKind;
  /** From 1; null while it is a draft. */
  declare version: number | null;
  declare texts: AgreementTexts;
  /** Of its texts, once published. */
  declare sha256: CreationOptional<string | null>;
  /** Whether people are asked again. */
  declare material: boolean;
  declare effectiveAt: CreationOptional<Date | null>;
  declare publishedAt: CreationOptional<Date | null>;
  declare publishedBy: CreationOptional<string | null>;
}

export type ConsentAction = 'granted' | 'withdrawn';

/** What a person said to one version of a text. The database refuses to change or delete it. */
export class Consent extends Model<InferAttributes<Consent>, InferCreationAttributes<Consent>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare agreementId: ForeignKey<Agreement['id']>;
  /** Of the texts that were shown. */
  declare sha256: string;
  declare action: ConsentAction;
  declare at: Date;
  declare address: string | null;
  declare userAgent: string | null;
  declare agreement?: NonAttribute<Agreement>;
  declare user?: NonAttribute<User>;
}

/** What a person asks to have corrected. */
export class Correction extends Model<
  InferAttributes<Correction>,
  InferCreationAttributes<Correction>
> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare text: string;
  declare createdAt: CreationOptional<Date>;
  declare closedAt: CreationOptional<Date | null>;
  declare closedBy: CreationOptional<string | null>;
  declare user?: NonAttribute<User>;
}

export function defineAgreements(sequelize: Sequelize): void {
  Agreement.init(
    {
      id: id(),
      kind: text(),
      version: optionalNumber(),
      texts: json(),
      sha256: optionalText(),
      material: { type: DataTypes.BOOLEAN, allowNull: false },
      effectiveAt: optionalTime(),
      publishedAt: optionalTime(),
      publishedBy: optionalText(),
    },
    { sequelize, tableName: 'agreements', timestamps: false },
  );
  Consent.init(
    {
      id: id(),
      userId: number(),
      agreementId: number(),
      sha256: text(),
      action: text(),
      at: time(),
      address: optionalText(),
      userAgent: optionalText(),
    },
    { sequelize, tableName: 'consents', timestamps: false },
  );
  Correction.init(
    {
      id: id(),
      userId: number(),
      text: text(),
      createdAt: time(),
      closedAt: optionalTime(),
      closedBy: optionalText(),
    },
    { sequelize, tableName: 'corrections' },
  );
  Consent.belongsTo(Agreement, { as: 'agreement', foreignKey: 'agreementId' });
  Consent.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  Correction.belongsTo(User, { as: 'user', foreignKey: 'userId' });
}
