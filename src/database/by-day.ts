import { type Attributes, col, fn, type Model, type ModelStatic, Op, where } from 'sequelize';

/** How many rows have a time since then in this column, by day (`2026-11-25`, UTC). */
export async function countByDay<M extends Model>(
  model: ModelStatic<M>,
  attribute: keyof Attributes<M> & string,
  since: Date,
): Promise<Map<string, number>> {
  const column = col(model.getAttributes()[attribute]?.field ?? attribute);
  const day = fn('date', column);
  const rows: unknown = await model.findAll({
    attributes: [
      [day, 'day'],
      [fn('COUNT', col('*')), 'count'],
    ],
    where: where(column, Op.gte, since),
    group: ['day'],
    raw: true,
  });
  const counted = rows as { day: string | Date; count: number | string }[];
  return new Map(counted.map((row) => [dayOf(row.day), Number(row.count)]));
}

/** PostgreSQL's driver may give a day as the date at its beginning. */
function dayOf(day: string | Date): string {
  return typeof day === 'string' ? day : day.toISOString().slice(0, 10);
}
