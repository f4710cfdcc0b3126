import { col, fn, Op, type WhereOptions } from 'sequelize';
import { AuditEntry } from './model.js';

export interface AuditFilter {
  /** An action, such as `release.publish`; empty for all. */
  action: string;
  /** The beginning of a subject, such as `build:17`; empty for all. */
  subject: string;
  offset: number;
  limit: number;
}

/** Newest first, with the number of all that match. */
export async function listAudit(
  filter: AuditFilter,
): Promise<{ entries: AuditEntry[]; total: number }> {
  const { rows, count } = await AuditEntry.findAndCountAll({
    where: matching(filter),
    order: [['id', 'DESC']],
    offset: filter.offset,
    limit: filter.limit,
  });
  return { entries: rows, total: count };
}

/** How many entries the trail has. */
export function countAudit(): Promise<number> {
  return AuditEntry.count();
}

/** Every action the trail knows, in alphabetical order. */
export async function listAuditActions(): Promise<string[]> {
  const attributes = [[fn('DISTINCT', col('action')), 'action']] as [
    ReturnType<typeof fn>,
    string,
  ][];
  const rows = await AuditEntry.findAll({ attributes, raw: true });
  return rows.map(({ action }) => action).sort();
}

function matching({ action, subject }: AuditFilter): WhereOptions<AuditEntry> {
  return {
    ...(action === '' ? {} : { action }),
    ...(subject === '' ? {} : { subject: { [Op.startsWith]: subject } }),
  };
}
