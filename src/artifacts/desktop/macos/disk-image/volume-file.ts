/** A file or a link on a volume. */
export interface VolumeFile {
  /** From the volume's root, without a `/` in front. */
  path: string;
  size: number;
  isLink: boolean;
  content: FileContent;
}

/** Where a file's bytes are; one may be larger than its last extent is used. */
export type FileContent =
  | { kind: 'extents'; extents: readonly Extent[] }
  | { kind: 'bytes'; bytes: Buffer }
  /** The file system has packed the file. */
  | { kind: 'compressed' };

/** A run of a file's bytes on its volume; `offset` is null where nothing was ever written: zeros. */
export interface Extent {
  offset: number | null;
  size: number;
}

/** Of files and folders on one volume. */
export const maxEntries = 100_000;
const maxDepth = 128;

interface Named<Id> {
  name: string;
  parent: Id;
}

/**
 * Finds paths by climbing from folder to folder: null where that does not lead to the root. Throws
 * a `RangeError` where it goes on for too long.
 */
export function pathFinder<Id>(
  folders: ReadonlyMap<Id, Named<Id>>,
  root: Id,
): (entry: Named<Id>) => string | null {
  return (entry) => {
    const names = [entry.name];
    for (let { parent } = entry; parent !== root; ) {
      const folder = folders.get(parent);
      if (folder === undefined) return null;
      names.push(folder.name);
      if (names.length > maxDepth) throw new RangeError('folders are too deep');
      parent = folder.parent;
    }
    return names.reverse().join('/');
  };
}
