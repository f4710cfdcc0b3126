/**
 * A number as it is compared: without the spaces around it, and with the full-width digits of a
 * Chinese keyboard as the digits they are.
 */
export function plainNumber(typed: string): string {
  return typed.normalize('NFKC').trim();
}

/** An activation code as it is compared: typed with or without its dashes, in any case and width. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
