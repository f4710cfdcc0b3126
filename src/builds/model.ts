import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { type App, AppPlatform } from '../apps/model.js';
import type { Artifact } from '../artifacts/artifact.js';
import {
  bytes,
  id,
  json,
  number,
  optionalJson,
  optionalText,
  optionalTime,
  text,
  time,
} from '../database/columns.js';

/** SHA-256 and MD5 of each piece of `chunkBytes` bytes, for the install manifest. Hex. */
export interface ChunkHashes {
  chunkBytes: number;
  sha256s: string[];
  md5s: string[];
}

/** What would have kept the build out, had an administrator not let it pass, and why he did. */
export interface AcceptedException {
  code: string;
  reason: string;
  by: string;
}

/** A stored, verified artifact and its record. It never changes. */
export class Build extends Model<InferAttributes<Build>, InferCreationAttributes<Build>> {
  declare id: CreationOptional<number>;
  declare appPlatformId: ForeignKey<AppPlatform['id']>;
  declare version: string;
  /** Text: a 64-bit version code does not survive as a number. */
  declare versionCode: string;
  declare size: number;
  declare sha256: string;
  /** As the release engineer's machine called it; shown, never used as a path. */
  declare fileName: string;
  declare fileKey: string;
  declare iconKey: string | null;
  declare verdict: Artifact['verification']['verdict'];
  declare profileExpiresAt: Date | null;
  declare signerSha256: string | null;
  declare artifact: Artifact;
  /** Null where the build needed none. */
  declare exceptions: AcceptedException[] | null;
  declare chunkHashes: ChunkHashes;
  declare createdBy: string;
  declare createdAt: CreationOptional<Date>;
  declare appPlatform?: NonAttribute<AppPlatform & { app: App }>;
}

/** What is kept of an upload that was refused: the facts, never the bytes. */
export class Refused extends Model<InferAttributes<Refused>, InferCreationAttributes<Refused>> {
  declare id: CreationOptional<number>;
  declare fileName: string;
  /** Null where the bytes never arrived whole. */
  declare sha256: string | null;
  declare size: number;
  declare code: string;
  declare detail: string;
  declare createdBy: string;
  declare createdAt: CreationOptional<Date>;
}

export function defineBuilds(sequelize: Sequelize): void {
  Build.init(
    {
      id: id(),
      appPlatformId: number(),
      version: text(),
      versionCode: text(),
      size: bytes('size'),
      sha256: text(),
      fileName: text(),
      fileKey: text(),
      iconKey: optionalText(),
      verdict: text(),
      profileExpiresAt: optionalTime(),
      signerSha256: optionalText(),
      artifact: json(),
      exceptions: optionalJson(),
      chunkHashes: json(),
      createdBy: text(),
      createdAt: time(),
    },
    { sequelize, tableName: 'builds' },
  );
  Build.belongsTo(AppPlatform, { as: 'appPlatform', foreignKey: 'appPlatformId' });
  AppPlatform.hasMany(Build, { as: 'builds', foreignKey: 'appPlatformId' });
  Refused.init(
    {
      id: id(),
      fileName: text(),
      sha256: optionalText(),
      size: bytes('size'),
      code: text(),
      detail: text(),
      createdBy: text(),
      createdAt: time(),
    },
    { sequelize, tableName: 'refusals' },
  );
}
