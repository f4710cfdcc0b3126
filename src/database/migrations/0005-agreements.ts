import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0005-agreements';

const id = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false };
const text = { type: DataTypes.TEXT, allowNull: false };
const optionalText = { type: DataTypes.TEXT, allowNull: true };
const time = { type: DataTypes.DATE, allowNull: false };
const optionalTime = { type: DataTypes.DATE, allowNull: true };
const reference = (table: string) => ({
  type: DataTypes.INTEGER,
  allowNull: false,
  references: { model: table, key: 'id' },
});

/** Texts that people agree to, what they said to them, and what they ask to have corrected. */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.createTable('agreements', {
    id,
    kind: text,
    // Null while it is a draft.
    version: { type: DataTypes.INTEGER, allowNull: true },
    texts: { type: DataTypes.JSON, allowNull: false },
    sha256: optionalText,
    material: { type: DataTypes.BOOLEAN, allowNull: false },
    effective_at: optionalTime,
    published_at: optionalTime,
    published_by: optionalText,
  });
  await queryInterface.addIndex('agreements', ['kind', 'version'], {
    name: 'agreements_kind_version',
    unique: true,
  });
  await queryInterface.createTable('consents', {
    id,
    user_id: reference('users'),
    agreement_id: reference('agreements'),
    sha256: text,
    action: text,
    at: time,
    address: optionalText,
    user_agent: optionalText,
  });
  await queryInterface.addIndex('consents', ['user_id'], { name: 'consents_user_id' });
  await queryInterface.createTable('corrections', {
    id,
    user_id: reference('users'),
    text,
    created_at: time,
    closed_at: optionalTime,
    closed_by: optionalText,
  });
  await queryInterface.addIndex('corrections', ['user_id'], { name: 'corrections_user_id' });
  for (const statement of triggers[queryInterface.sequelize.getDialect()] ?? []) {
    await queryInterface.sequelize.query(statement);
  }
}

/*
 * What someone said stays said: no consent is deleted or made another. Only where it came from
 * (address, user agent) may be blanked, when the person leaves.
 */
const refused = 'a consent is never changed';
const kept = ['user_id', 'agreement_id', 'sha256', 'action', 'at'];
const triggers: Record<string, string[]> = {
  sqlite: [
    `CREATE TRIGGER consents_unchanged BEFORE UPDATE OF ${kept.join(', ')} ON consents
     BEGIN SELECT RAISE(ABORT, '${refused}'); END`,
    `CREATE TRIGGER consents_kept BEFORE DELETE ON consents
     BEGIN SELECT RAISE(ABORT, '${refused}'); END`,
  ],
  postgres: [
    `CREATE FUNCTION consents_refuse() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION '${refused}'; END $$`,
    `CREATE TRIGGER consents_unchanged BEFORE UPDATE OF ${kept.join(', ')} ON consents
     FOR EACH ROW EXECUTE FUNCTION consents_refuse()`,
    `CREATE TRIGGER consents_kept BEFORE DELETE ON consents
     FOR EACH ROW EXECUTE FUNCTION consents_refuse()`,
  ],
};
