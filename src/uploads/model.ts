import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';
import {
  bytes,
  id,
  optionalJson,
  optionalNumber,
  optionalText,
  optionalTime,
  text,
  time,
} from '../database/columns.js';
import type { ErrorCode } from '../errors.js';

/** Why the finished file was refused, kept for a client that lost the answer. */
export interface KeptRefusal {
  code: ErrorCode;
  message: string;
  details: Record<string, unknown>;
}

/** An upload that may be cut off and goes on where it stopped. */
export class ResumableUpload extends Model<
  InferAttributes<ResumableUpload>,
  InferCreationAttributes<ResumableUpload>
> {
  declare id: CreationOptional<number>;
  /** Random, in its address and the name of its file; 32 hexadecimal digits. */
  declare key: string;
  /** `token:7` or `admin:3`: nobody else finds it. */
  declare owner: string;
  declare fileName: string;
  /** The slug of the app a new bundle identifier belongs to, as its sender says. */
  declare app: string | null;
  declare size: number;
  /** Of the whole file, as its sender says; null where he does not. */
  declare sha256: string | null;
  /** Bytes that are durable; never less than was reported. */
  declare offset: CreationOptional<number>;
  /** Who holds it, until when: see `lease.ts`. */
  declare writer: CreationOptional<string | null>;
  declare writerUntil: CreationOptional<Date | null>;
  declare buildId: CreationOptional<number | null>;
  declare refusal: CreationOptional<KeptRefusal | null>;
  declare expiresAt: Date;
  declare createdAt: CreationOptional<Date>;
}

export function defineUploads(sequelize: Sequelize): void {
  ResumableUpload.init(
    {
      id: id(),
      key: text(),
      owner: text(),
      fileName: text(),
      app: optionalText(),
      size: bytes('size'),
      sha256: optionalText(),
      offset: { ...bytes('offset'), defaultValue: 0 },
      writer: optionalText(),
      writerUntil: optionalTime(),
      buildId: optionalNumber(),
      refusal: optionalJson(),
      expiresAt: time(),
      createdAt: time(),
    },
    { sequelize, tableName: 'uploads' },
  );
}
