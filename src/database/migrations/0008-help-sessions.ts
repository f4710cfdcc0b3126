import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0008-help-sessions';

const text = { type: DataTypes.TEXT, allowNull: false };
const optionalText = { type: DataTypes.TEXT, allowNull: true };
const time = { type: DataTypes.DATE, allowNull: false };
const reference = (table: string, allowNull: boolean) => ({
  type: DataTypes.INTEGER,
  allowNull,
  references: { model: table, key: 'id' },
});

/** Two screens joined while one person leads another through the registration. */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.createTable('help_sessions', {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
    app_id: reference('apps', false),
    // Null once a helper has joined or the time is over: a code joins one screen.
    code_hash: optionalText,
    owner_hash: text,
    helper_hash: optionalText,
    helper: text,
    user_agent: text,
    number: text,
    user_id: reference('users', true),
    expires_at: time,
    created_at: time,
  });
  for (const field of ['code_hash', 'owner_hash', 'helper_hash']) {
    const name = `help_sessions_${field}`;
    await queryInterface.addIndex('help_sessions', [field], { name, unique: true });
  }
}
