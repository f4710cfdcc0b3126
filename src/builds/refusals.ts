import { Op } from 'sequelize';
import type { AppError } from '../errors.js';
import { Refused } from './model.js';

export interface RefusedUpload {
  fileName: string;
  sha256: string | null;
  size: number;
  actor: string;
}

/** Keeps the facts of a refused upload, never its bytes. */
export async function recordRefusal(upload: RefusedUpload, error: AppError): Promise<void> {
  await Refused.create({
    fileName: upload.fileName,
    sha256: upload.sha256,
    size: upload.size,
    code: error.code,
    detail: error.message,
    createdBy: upload.actor,
  });
}

/** Newest first, with the number of all. */
export async function listRefusals(page: {
  offset: number;
  limit: number;
}): Promise<{ refusals: Refused[]; total: number }> {
  const { rows, count } = await Refused.findAndCountAll({ order: [['id', 'DESC']], ...page });
  return { refusals: rows, total: count };
}

/** How many uploads were refused since then. */
export function countRefusals(since: Date): Promise<number> {
  return Refused.count({ where: { createdAt: { [Op.gte]: since } } });
}
