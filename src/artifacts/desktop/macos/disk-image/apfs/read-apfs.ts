import { AppError } from '../../../../../errors.js';
import { countOf, type DiskBytes } from '../disk-bytes.js';
import type { Extent, FileContent, VolumeFile } from '../volume-file.js';
import { pathFinder } from '../volume-file.js';
import { treeEntries } from './b-tree.js';
import { type ApfsContainer, openContainer } from './container.js';
import { readObjectMap } from './object-map.js';
import { type ApfsInode, type ApfsRecords, readRecords } from './records.js';

const magic = 'APSB';
const at = { incompatible: 56, objectMap: 128, rootTree: 136, flags: 264 } as const;
/** Names are compared without case or form, and stand behind their hash. */
const hashedNames = 0x1n | 0x8n;
const sealedVolume = 0x20n;
const unencrypted = 0x1n;
const rootFolder = 2n;
const fileType = { mask: 0xf000, folder: 0x4000, file: 0x8000, link: 0xa000 } as const;

/**
 * The files and links of the first volume in an APFS container, without its snapshots. Throws
 * `unsupported_artifact` for an encrypted volume and a `RangeError` on damage.
 */
export function readApfs(disk: DiskBytes): VolumeFile[] {
  const container = openContainer(disk);
  const { read, transaction } = container;
  const [block] = container.volumes;
  if (block === undefined) throw new RangeError('a container without a volume');
  const volume = read(block);
  if (volume.toString('latin1', 32, 36) !== magic) throw new RangeError('no volume');
  if ((volume.readBigUInt64LE(at.flags) & unencrypted) === 0n) throw encrypted();
  const features = volume.readBigUInt64LE(at.incompatible);
  if ((features & sealedVolume) !== 0n) throw new RangeError('a sealed volume');
  const objects = readObjectMap(read, volume.readBigUInt64LE(at.objectMap), transaction);
  const root = objects(volume.readBigUInt64LE(at.rootTree));
  const records = readRecords(treeEntries(read, root, objects), (features & hashedNames) !== 0n);
  return filesOf(container, records);
}

function encrypted(): AppError {
  return new AppError(
    'unsupported_artifact',
    'The volume on this disk image is encrypted; make the image without encryption, or upload the app as a ZIP archive.',
  );
}

function filesOf(container: ApfsContainer, records: ApfsRecords): VolumeFile[] {
  const folders = new Map<bigint, { name: string; parent: bigint }>();
  const files: VolumeFile[] = [];
  const kindOf = (inode: bigint) => (records.inodes.get(inode)?.mode ?? 0) & fileType.mask;
  for (const { name, parent, inode } of records.names) {
    if (kindOf(inode) === fileType.folder) folders.set(inode, { name, parent });
  }
  const pathOf = pathFinder(folders, rootFolder);
  for (const entry of records.names) {
    const inode = records.inodes.get(entry.inode);
    const kind = kindOf(entry.inode);
    if (inode === undefined || (kind !== fileType.file && kind !== fileType.link)) continue;
    const path = pathOf(entry);
    if (path === null) continue;
    const isLink = kind === fileType.link;
    const bytes = records.links.get(entry.inode) ?? Buffer.alloc(0);
    files.push(
      isLink
        ? { path, isLink, size: bytes.length, content: { kind: 'bytes', bytes } }
        : { path, isLink, size: inode.size, content: contentOf(container, records, inode) },
    );
  }
  return files;
}

function contentOf(
  { blockSize, blockCount }: ApfsContainer,
  { extents }: ApfsRecords,
  inode: ApfsInode,
): FileContent {
  if (inode.isCompressed) return { kind: 'compressed' };
  const found: Extent[] = [];
  let end = 0;
  for (const { position, size, block } of extents.get(inode.content) ?? []) {
    if (position < end) throw new RangeError('extents overlap');
    if (position > end) found.push({ offset: null, size: position - end });
    const start = countOf(block);
    if (start + size / blockSize > blockCount) throw new RangeError('an extent outside the volume');
    found.push({ offset: block === 0n ? null : start * blockSize, size });
    end = position + size;
  }
  return { kind: 'extents', extents: found };
}
