import type { InstallerMaker } from '../../artifact.js';
import { type SizeByPart, sizeOfParts } from '../../size-by-part.js';
import type { PeFile } from './pe.js';

/**
 * Bytes of a program by what they are for: its sections, the resources among them, what an installer
 * carries behind them, and the signature.
 */
export function exeParts(pe: PeFile, maker: InstallerMaker | null): SizeByPart {
  const signature = pe.signatures?.size ?? 0;
  const isResource = ({ name }: { name: string }) => name === '.rsrc';
  const resources = sum(pe.sections.filter(isResource));
  const overlay = Math.max(0, pe.file.size - pe.overlayOffset - signature);
  return sizeOfParts(pe.file.size, [
    ['signature', signature],
    ['code', sum(pe.sections.filter((section) => !isResource(section)))],
    // Squirrel's packages are a resource of its Setup.exe
    [maker === 'squirrel' ? 'payload' : 'resources', resources],
    ['payload', overlay],
  ]);
}

function sum(sections: PeFile['sections']): number {
  return sections.reduce((total, { size }) => total + size, 0);
}
