import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0007-guides';

const id = {
  type: DataTypes.INTEGER,
  primaryKey: true,
  autoIncrement: true,
  allowNull: false,
};
const text = { type: DataTypes.TEXT, allowNull: false };
const json = { type: DataTypes.JSON, allowNull: false };
const time = { type: DataTypes.DATE, allowNull: false };
const app = {
  type: DataTypes.INTEGER,
  allowNull: false,
  references: { model: 'apps', key: 'id' },
};

/** The printed guide: its editions, one an audience, and the revisions of each. */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.createTable('guide_editions', {
    id,
    app_id: app,
    name: text,
    texts: json,
    created_at: time,
  });
  await queryInterface.addIndex('guide_editions', ['app_id', 'name'], {
    name: 'guide_editions_app_id_name',
    unique: true,
  });
  await queryInterface.createTable('guide_revisions', {
    id,
    app_id: app,
    edition: text,
    number: { type: DataTypes.INTEGER, allowNull: false },
    parts: json,
    created_at: time,
  });
  await queryInterface.addIndex('guide_revisions', ['app_id', 'edition', 'number'], {
    name: 'guide_revisions_app_id_edition_number',
    unique: true,
  });
}
