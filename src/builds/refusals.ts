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

/** Newest first. */
export function listRefusals(limit: number, offset = 0): Promise<Refused[]> {
  return Refused.findAll({ order: [['id', 'DESC']], limit, offset });
}

/** How many uploads were refused, ever. */
export function countRefusals(): Promise<number> {
  return Refused.count();
}
