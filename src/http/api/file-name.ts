const longestName = 255;

/**
 * What the sender calls a file, as it may be shown and recorded; it is never used as a path. The
 * last segment alone, without control characters and those that turn the direction of text.
 */
export function plainFileName(sent: string): string {
  const segment = sent.split(/[/\\]/).at(-1) ?? '';
  const plain = segment.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').trim();
  return [...plain].slice(0, longestName).join('') || 'unnamed';
}

/** A header value that was read byte by byte, as the UTF-8 it is. */
export function fromHeaderBytes(latin1: string): string {
  const isBytes = [...latin1].every((character) => character.charCodeAt(0) <= 0xff);
  return isBytes ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1;
}
