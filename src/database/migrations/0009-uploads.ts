import { DataTypes, type QueryInterface } from 'sequelize';

export const name = '0009-uploads';

const text = { type: DataTypes.TEXT, allowNull: false };
const optionalText = { type: DataTypes.TEXT, allowNull: true };
const bytes = { type: DataTypes.BIGINT, allowNull: false };
const time = { type: DataTypes.DATE, allowNull: false };
const optionalTime = { type: DataTypes.DATE, allowNull: true };

/** Uploads that may be resumed: how far each is, who writes to it, what became of it. */
export async function up(queryInterface: QueryInterface): Promise<void> {
  await queryInterface.createTable('uploads', {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
    key: text,
    owner: text,
    file_name: text,
    app: optionalText,
    size: bytes,
    sha256: optionalText,
    // Bytes that are on disk, whatever happens to the machine.
    offset: bytes,
    writer: optionalText,
    writer_until: optionalTime,
    // No reference: a build may go, and then what became of the upload is no longer told.
    build_id: { type: DataTypes.INTEGER, allowNull: true },
    refusal: { type: DataTypes.JSON, allowNull: true },
    expires_at: time,
    created_at: time,
  });
  await queryInterface.addIndex('uploads', ['key'], { name: 'uploads_key', unique: true });
  await queryInterface.addIndex('uploads', ['owner'], { name: 'uploads_owner' });
  await queryInterface.addIndex('uploads', ['expires_at'], { name: 'uploads_expires_at' });
}
