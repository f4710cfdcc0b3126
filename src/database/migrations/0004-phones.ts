import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0004-phones';

const id = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false };
const number = { type: DataTypes.INTEGER, allowNull: false };
const text = { type: DataTypes.TEXT, allowNull: false };
const optionalText = { type: DataTypes.TEXT, allowNull: true };
const time = { type: DataTypes.DATE, allowNull: false };
const optionalTime = { type: DataTypes.DATE, allowNull: true };
const person = { ...number, references: { model: 'users', key: 'id' } };

/** Messages counted, one-time codes, what people ask about their phones, and when they last proved who they are. */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.createTable('sent_messages', {
    id,
    phone: text,
    user_id: { type: DataTypes.INTEGER, allowNull: true },
    state: text,
    at: time,
  });
  await queryInterface.addIndex('sent_messages', ['at'], { name: 'sent_messages_at' });
  await queryInterface.addIndex('sent_messages', ['phone'], { name: 'sent_messages_phone' });
  await queryInterface.createTable('one_time_codes', {
    id,
    user_id: person,
    purpose: text,
    phone: text,
    nonce: text,
    key_id: text,
    mac: text,
    tries: number,
    created_at: time,
    expires_at: time,
    used_at: optionalTime,
  });
  await queryInterface.addIndex('one_time_codes', ['user_id', 'purpose'], {
    name: 'one_time_codes_user_id_purpose',
  });
  await queryInterface.createTable('phone_requests', {
    id,
    user_id: person,
    kind: text,
    phone: text,
    reason: text,
    state: text,
    created_at: time,
    old_proven_at: optionalTime,
    decided_by: optionalText,
    decided_at: optionalTime,
    decision: optionalText,
  });
  await queryInterface.addIndex('phone_requests', ['user_id'], {
    name: 'phone_requests_open_user_id',
    unique: true,
    where: { state: 'open' },
  });
  await queryInterface.addColumn('registrations', 'phone_proven_at', optionalTime);
  const sessions = await queryInterface.describeTable('sessions');
  if (!('proven_at' in sessions)) {
    await queryInterface.addColumn('sessions', 'proven_at', optionalTime);
  }
}
