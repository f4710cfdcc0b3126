import { createHash } from 'node:crypto';

const longest = 300;

/**
 * A text fit to be printed: device identifiers and the names in Apple's certificates are masked.
 * Of a private text only its length and a hash are left, by which two of them can be compared.
 */
export function masked(text: string, isPrivate = false): string {
  if (isPrivate && text !== 'null') {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
    return `<${text.length} characters, ${hash}>`;
  }
  return text
    .replace(/\b[0-9a-f]{40}\b/gi, '<device>')
    .replace(/\b[0-9A-F]{8}-[0-9A-F]{16}\b/gi, '<device>')
    .replace(
      /(iPhone|iOS|Apple|Mac) ?(Developer|Development|Distribution): [^"(,]+/g,
      '$1 $2: <name> ',
    )
    .slice(0, longest);
}
