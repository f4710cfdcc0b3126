import { algorithmFor, signBytes } from './block-algorithms.js';
import type { Signer } from './signers.js';
import { lengthPrefixed, words } from './words.js';

/** What may be wrong with a proof of rotation. */
export interface LineageDefects {
  /** Flags of all signers but the newest, in place of what apksigner grants. */
  flags?: number;
  /** The last link's signature is of other bytes. */
  wrongLink?: boolean;
  /** The proof ends before the signer's own certificate. */
  endsEarly?: boolean;
}

/** The proof of rotation of scheme v3: every signer, oldest first, signed by the one before. */
export function proofOfRotation(signers: readonly Signer[], defects: LineageDefects = {}): Buffer {
  const shown = defects.endsEarly ? signers.slice(0, -1) : signers;
  const levels = shown.map((signer, index) => {
    const parent = shown[index - 1];
    const isSpoilt = defects.wrongLink === true && index === shown.length - 1;
    const flags = index === shown.length - 1 ? granted : (defects.flags ?? granted);
    return level(signer, parent, isSpoilt, flags);
  });
  return Buffer.concat([words(1), ...levels.map((each) => lengthPrefixed(each))]);
}

/** Installed data, shared users, permissions, authentication: what apksigner grants; rollback it does not. */
const granted = 0x17;

function level(
  signer: Signer,
  parent: Signer | undefined,
  isSpoilt: boolean,
  flags: number,
): Buffer {
  const parentAlgorithm = parent === undefined ? 0 : algorithmFor(parent);
  const signed = Buffer.concat([lengthPrefixed(signer.der), words(parentAlgorithm)]);
  const bytes = isSpoilt ? Buffer.concat([signed, Buffer.from('?')]) : signed;
  const signature =
    parent === undefined ? Buffer.alloc(0) : signBytes(algorithmFor(parent), bytes, parent);
  return Buffer.concat([
    lengthPrefixed(signed),
    words(flags, algorithmFor(signer)),
    lengthPrefixed(signature),
  ]);
}
