import { DataTypes } from 'sequelize';

/*
 * The column types the models are written in. Each call gives a fresh object: Sequelize writes the
 * column's name into it, so that one shared by two columns would name both alike.
 */

export const id = () => ({ type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true });
export const number = () => ({ type: DataTypes.INTEGER, allowNull: false });
export const optionalNumber = () => ({ type: DataTypes.INTEGER, allowNull: true });
export const text = () => ({ type: DataTypes.TEXT, allowNull: false });
export const optionalText = () => ({ type: DataTypes.TEXT, allowNull: true });
export const time = () => ({ type: DataTypes.DATE, allowNull: false });
export const optionalTime = () => ({ type: DataTypes.DATE, allowNull: true });
export const flag = () => ({ type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false });
export const optionalJson = () => ({ type: DataTypes.JSON, allowNull: true });
export const json = () => ({ type: DataTypes.JSON, allowNull: false });

/** A size in bytes. PostgreSQL gives a BIGINT as text; sizes stay below 2^53. */
export function bytes(column: string) {
  return {
    type: DataTypes.BIGINT,
    allowNull: false,
    get(this: { getDataValue(name: string): unknown }): number {
      return Number(this.getDataValue(column));
    },
  };
}
