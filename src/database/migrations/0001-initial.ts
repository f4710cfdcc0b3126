import { DataTypes, type ModelAttributes, type QueryInterface } from 'sequelize';

export const name = '0001-initial';

const id = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false };
const text = { type: DataTypes.TEXT, allowNull: false };
const optionalText = { type: DataTypes.TEXT, allowNull: true };
const time = { type: DataTypes.DATE, allowNull: false };
const optionalTime = { type: DataTypes.DATE, allowNull: true };
const bytes = { type: DataTypes.BIGINT, allowNull: false };
const json = { type: DataTypes.JSON, allowNull: false };

function reference(table: string) {
  return { type: DataTypes.INTEGER, allowNull: false, references: { model: table, key: 'id' } };
}

function optionalReference(table: string) {
  return { ...reference(table), allowNull: true };
}

export async function up(queryInterface: QueryInterface): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await queryInterface.createTable(table, columns);
  }
  for (const { table, fields, where, unique } of indexes) {
    const name = [table, ...fields].join('_');
    await queryInterface.addIndex(table, fields, { name, unique, ...(where ? { where } : {}) });
  }
}

const tables: Record<string, ModelAttributes> = {
  settings: { name: { ...text, primaryKey: true }, value: json },
  secrets: { id, purpose: text, key_id: text, secret: text, created_at: time },
  audit_entries: {
    id,
    at: time,
    actor: text,
    action: text,
    subject: text,
    details: json,
    previous_hash: text,
    hash: text,
  },
  apps: { id, slug: text, name: text, created_at: time },
  app_platforms: {
    id,
    app_id: reference('apps'),
    platform: text,
    bundle_identifier: text,
    created_at: time,
  },
  builds: {
    id,
    app_platform_id: reference('app_platforms'),
    version: text,
    version_code: text,
    size: bytes,
    sha256: text,
    file_name: text,
    file_key: text,
    icon_key: optionalText,
    verdict: text,
    profile_expires_at: optionalTime,
    signer_sha256: optionalText,
    artifact: json,
    chunk_hashes: json,
    created_by: text,
    created_at: time,
  },
  refusals: {
    id,
    file_name: text,
    sha256: optionalText,
    size: bytes,
    code: text,
    detail: text,
    created_by: text,
    created_at: time,
  },
  channels: { id, app_id: reference('apps'), name: text, created_at: time },
  releases: {
    id,
    channel_id: reference('channels'),
    app_platform_id: reference('app_platforms'),
    build_id: reference('builds'),
    state: text,
    notes: text,
    published_by: text,
    published_at: time,
    withdrawn_by: optionalText,
    withdrawn_at: optionalTime,
  },
  roster_entries: {
    id,
    number: text,
    name: text,
    department: text,
    phone: optionalText,
    password_hash: optionalText,
    activation_code_hash: optionalText,
    departed_at: optionalTime,
    created_at: time,
  },
  users: {
    id,
    directory: text,
    subject: text,
    number: text,
    name: text,
    department: text,
    directory_phone: optionalText,
    created_at: time,
  },
  administrators: { id, name: text, password_hash: text, role: text, created_at: time },
  api_tokens: {
    id,
    name: text,
    hash: text,
    last4: text,
    scopes: json,
    created_by: text,
    created_at: time,
    last_used_at: optionalTime,
    revoked_at: optionalTime,
  },
  sessions: {
    id,
    hash: text,
    user_id: optionalReference('users'),
    administrator_id: optionalReference('administrators'),
    expires_at: time,
    created_at: time,
  },
  failed_attempts: { id, key: text, at: time },
  registrations: {
    id,
    user_id: reference('users'),
    phone: optionalText,
    state: text,
    activated_at: time,
    suspended_by: optionalText,
    suspended_at: optionalTime,
  },
  outcomes: {
    id,
    user_id: reference('users'),
    app_id: reference('apps'),
    platform: optionalText,
    release_id: optionalReference('releases'),
    build_id: optionalReference('builds'),
    step: text,
    ticket_id: optionalText,
    at: time,
  },
  downloads: {
    ticket_id: { ...text, primaryKey: true },
    user_id: reference('users'),
    release_id: reference('releases'),
    build_id: reference('builds'),
    size: bytes,
    delivered: json,
    started_at: time,
    completed_at: optionalTime,
  },
};

interface Index {
  table: string;
  fields: string[];
  unique: boolean;
  where?: Record<string, string>;
}

const unique = true;

const indexes: Index[] = [
  { table: 'secrets', fields: ['key_id'], unique },
  { table: 'audit_entries', fields: ['previous_hash'], unique },
  { table: 'apps', fields: ['slug'], unique },
  { table: 'app_platforms', fields: ['platform', 'bundle_identifier'], unique },
  { table: 'builds', fields: ['sha256'], unique },
  { table: 'builds', fields: ['app_platform_id', 'version_code'], unique },
  { table: 'channels', fields: ['app_id', 'name'], unique },
  // One current release a channel and platform, also when two publish at once.
  {
    table: 'releases',
    fields: ['channel_id', 'app_platform_id'],
    unique,
    where: { state: 'current' },
  },
  { table: 'releases', fields: ['build_id'], unique: false },
  { table: 'roster_entries', fields: ['number'], unique },
  { table: 'users', fields: ['directory', 'subject'], unique },
  { table: 'users', fields: ['number'], unique: false },
  { table: 'administrators', fields: ['name'], unique },
  { table: 'api_tokens', fields: ['hash'], unique },
  { table: 'sessions', fields: ['hash'], unique },
  { table: 'sessions', fields: ['expires_at'], unique: false },
  { table: 'failed_attempts', fields: ['key', 'at'], unique: false },
  { table: 'registrations', fields: ['user_id'], unique },
  // One phone, one person. A phone that is not bound is null, and nulls do not collide.
  { table: 'registrations', fields: ['phone'], unique },
  { table: 'outcomes', fields: ['user_id', 'at'], unique: false },
  { table: 'outcomes', fields: ['build_id', 'step'], unique: false },
  { table: 'downloads', fields: ['build_id'], unique: false },
];
