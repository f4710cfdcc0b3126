import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { id, json, text, time } from '../database/columns.js';

/** Who did what to what. Each entry's hash covers the one before it. */
export class AuditEntry extends Model<
  InferAttributes<AuditEntry>,
  InferCreationAttributes<AuditEntry>
> {
  declare id: CreationOptional<number>;
  declare at: Date;
  declare actor: string;
  declare action: string;
  declare subject: string;
  declare details: Record<string, unknown>;
  declare previousHash: string;
  declare hash: string;
}

export function defineAudit(sequelize: Sequelize): void {
  AuditEntry.init(
    {
      id: id(),
      at: time(),
      actor: text(),
      action: text(),
      subject: text(),
      details: json(),
      previousHash: text(),
      hash: text(),
    },
    { sequelize, tableName: 'audit_entries', timestamps: false },
  );
}
