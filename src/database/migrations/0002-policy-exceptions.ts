import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0002-policy-exceptions';

const text = { type: DataTypes.TEXT, allowNull: false };

/** What an administrator lets pass for an app, and which of it a build needed (null for none). */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.createTable('policy_exceptions', {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
    app_id: {
      type: DataTypes.INTEGER,
      allowNull: false,
      references: { model: 'apps', key: 'id' },
    },
    code: text,
    reason: text,
    created_by: text,
    created_at: { type: DataTypes.DATE, allowNull: false },
  });
  await queryInterface.addIndex('policy_exceptions', ['app_id', 'code'], {
    name: 'policy_exceptions_app_id_code',
    unique: true,
  });
  await queryInterface.addColumn('builds', 'exceptions', { type: DataTypes.JSON, allowNull: true });
}
