import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0010-release-engineering';

const id = {
  type: DataTypes.INTEGER,
  primaryKey: true,
  autoIncrement: true,
  allowNull: false,
};
const text = { type: DataTypes.TEXT, allowNull: false };
const optionalText = { type: DataTypes.TEXT, allowNull: true };
const json = { type: DataTypes.JSON, allowNull: false };
const optionalJson = { type: DataTypes.JSON, allowNull: true };
const time = { type: DataTypes.DATE, allowNull: false };
const optionalTime = { type: DataTypes.DATE, allowNull: true };
const off = { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false };
const reference = (table: string, allowNull = false) => ({
  type: DataTypes.INTEGER,
  allowNull,
  references: { model: table, key: 'id' },
});

const columns = {
  app_platforms: { minimum_version_code: optionalText },
  channels: { audience: { ...text, defaultValue: 'registered' }, needs_approval: off },
  releases: {
    rollout_percent: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 100 },
    rollout_seed: { ...text, defaultValue: '' },
    rollout_state: { ...text, defaultValue: 'running' },
    mandatory: off,
    translated_notes: optionalJson,
    recall_texts: optionalJson,
    replacement_release_id: reference('releases', true),
  },
};

const tables = {
  groups: { id, name: text, created_by: text, created_at: time },
  group_members: { id, group_id: reference('groups'), number: text, created_at: time },
  grants: {
    id,
    channel_id: reference('channels'),
    kind: text,
    value: text,
    created_by: text,
    created_at: time,
  },
  publish_requests: {
    id,
    channel_id: reference('channels'),
    build_id: reference('builds'),
    publication: json,
    state: text,
    scheduled_at: optionalTime,
    requested_by: text,
    requested_person: text,
    requested_at: time,
    decided_by: optionalText,
    decided_at: optionalTime,
    release_id: reference('releases', true),
    failure: optionalText,
  },
};

const indexes: [table: string, fields: string[], unique: boolean][] = [
  ['groups', ['name'], true],
  ['group_members', ['group_id', 'number'], true],
  ['group_members', ['number'], false],
  ['grants', ['channel_id', 'kind', 'value'], true],
  ['publish_requests', ['state', 'scheduled_at'], false],
  ['releases', ['channel_id'], false],
];

/** Rollouts, audiences, requests to publish, recalls. Channels but `production` were for nobody's page. */
export async function up(queryInterface: QueryInterface): Promise<void> {
  for (const [table, added] of Object.entries(columns)) {
    for (const [column, definition] of Object.entries(added)) {
      await queryInterface.addColumn(table, column, definition);
    }
  }
  for (const [table, definition] of Object.entries(tables)) {
    await queryInterface.createTable(table, definition);
  }
  for (const [table, fields, unique] of indexes) {
    const name = `${table}_${fields.join('_')}`;
    await queryInterface.addIndex(table, fields, { name, unique });
  }
  const { sequelize } = queryInterface;
  await sequelize.query("UPDATE channels SET audience = 'granted' WHERE name <> 'production'");
}
