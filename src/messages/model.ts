import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import { id, optionalNumber, text, time } from '../database/columns.js';

/** That a message went to a telephone, for two days: what the cost guards count. */
export class SentMessage extends Model<
  InferAttributes<SentMessage>,
  InferCreationAttributes<SentMessage>
> {
  declare id: CreationOptional<number>;
  /** E.164. */
  declare phone: string;
  /** Whom it was for. */
  declare userId: number | null;
  declare state: 'sending' | 'sent' | 'failed';
  declare at: Date;
}

export function defineMessages(sequelize: Sequelize): void {
  SentMessage.init(
    { id: id(), phone: text(), userId: optionalNumber(), state: text(), at: time() },
    { sequelize, tableName: 'sent_messages', timestamps: false },
  );
}
