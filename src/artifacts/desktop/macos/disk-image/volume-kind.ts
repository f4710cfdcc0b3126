import type { DiskBytes } from './disk-bytes.js';

export type VolumeKind = 'hfs-plus' | 'hfs' | 'apfs';

const probeSize = 1536;

/** Which file system of Apple's begins at the start of a partition; null for any other or none. */
export function volumeKind(partition: DiskBytes): VolumeKind | null {
  if (partition.size < probeSize) return null;
  const head = partition.read(0, probeSize);
  if (head.toString('latin1', 32, 36) === 'NXSB') return 'apfs';
  return kinds.get(head.toString('latin1', 1024, 1026)) ?? null;
}

const kinds: ReadonlyMap<string, VolumeKind> = new Map([
  ['H+', 'hfs-plus'],
  ['HX', 'hfs-plus'],
  ['BD', 'hfs'],
]);
