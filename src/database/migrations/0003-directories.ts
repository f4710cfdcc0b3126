import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0003-directories';

const optionalText = { type: DataTypes.TEXT, allowNull: true };

/**
 * One number, one registration, whatever directory it came from. Where two registered with one
 * number already, the earlier keeps it. A session knows when its password was typed, and the
 * directory's name for it.
 */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.addColumn('registrations', 'number', optionalText);
  await queryInterface.sequelize.query(fillNumbers);
  await queryInterface.addIndex('registrations', ['number'], {
    name: 'registrations_number',
    unique: true,
  });
  await queryInterface.addColumn('sessions', 'proven_at', {
    type: DataTypes.DATE,
    allowNull: true,
  });
  await queryInterface.addColumn('sessions', 'ticket_hash', optionalText);
  await queryInterface.addIndex('sessions', ['ticket_hash'], { name: 'sessions_ticket_hash' });
}

const fillNumbers = `
  UPDATE registrations SET number =
    (SELECT users.number FROM users WHERE users.id = registrations.user_id)
  WHERE phone IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM registrations earlier
      JOIN users theirs ON theirs.id = earlier.user_id
      JOIN users mine ON mine.id = registrations.user_id
    WHERE theirs.number = mine.number AND earlier.id < registrations.id AND earlier.phone IS NOT NULL)`;
