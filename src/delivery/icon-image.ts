import type { FileStore } from '../storage/file-store.js';
export async function iconImage(
  _store: FileStore,
  _key: string | null,
  _side: number,
): Promise<Buffer> {
  return Buffer.alloc(0);
}
