import { join, resolve, sep } from 'node:path';

/**
 * The path of a key below the storage directory; an Error for anything that is not a key of ours.
 * Only the folders of stored files can be reached: not the database, the TLS keys, or what is
 * outside. No segment begins with a dot, so none climbs.
 */
export function containedPath(storageDir: string, key: string): string {
  const root = resolve(storageDir);
  const path = join(root, key);
  const ours = /^(artifacts|icons|logos|guides)(\/[a-z0-9][a-z0-9._-]*)*$/.test(key);
  if (!ours || !path.startsWith(root + sep)) throw new Error('This is not a key of stored files.');
  return path;
}
