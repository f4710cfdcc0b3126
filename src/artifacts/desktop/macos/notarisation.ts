import type { FileBytes } from '../../file-bytes.js';

const trailerSize = 16;
const trailerMagic = 't8lr';
const ticketMagic = 's8ch';
const ticketType = 2;

/**
 * Whether Apple's stapler has put a notarisation ticket behind a package: the file then ends with a
 * trailer (magic, version and type of 16 bits, length of 32, little endian) behind the ticket. What
 * the ticket says is Apple's own format and not read.
 */
export function hasStapledTicket(file: FileBytes): boolean {
  if (file.size < trailerSize) return false;
  const trailer = file.read(file.size - trailerSize, trailerSize);
  if (trailer.toString('latin1', 0, 4) !== trailerMagic) return false;
  const start = file.size - trailerSize - trailer.readUInt32LE(8);
  if (trailer.readUInt16LE(6) !== ticketType || start < 0) return false;
  return isTicket(file.read(start, Math.min(ticketMagic.length, file.size - start)));
}

/** Whether bytes begin as a notarisation ticket does. */
export function isTicket(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, ticketMagic.length) === ticketMagic;
}
