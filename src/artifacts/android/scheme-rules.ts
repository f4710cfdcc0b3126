import { readSigners, type SdkRange, type Signer } from './signer-block.js';
import { blockId, type SigningBlock } from './signing-block.js';
import { SignatureFault, type VouchedSigner } from './verify-signers.js';

const strippingProtection = 0xbeeff00d;
const rotationMinSdk = 0x559f8b02;
const maxSigners = 10;
const allVersions = 0x7fffffff;

/** Scheme v2: one to ten signers; an attribute tells that a scheme v3 block must be there too. */
export function checkV2(signers: readonly VouchedSigner[], block: SigningBlock): void {
  if (signers.length < 1 || signers.length > maxSigners) {
    throw new SignatureFault('it has no signer or too many');
  }
  for (const { attributes } of signers) {
    const promised = attributes.find(({ id }) => id === strippingProtection);
    if (promised?.value.readUInt32LE(0) === 3 && !block.blocks.has(blockId.v3)) {
      throw new SignatureFault('the v3 signature it speaks of was taken out');
    }
  }
}

/**
 * Scheme v3: the ranges of the signers follow one another without a hole, from `minSdk` to all
 * later versions or to where scheme v3.1 takes over, and the lineage only grows.
 */
export function checkV3(
  signers: readonly VouchedSigner[],
  block: SigningBlock,
  minSdk: number,
): void {
  const rotation = rotationStart(signers, block);
  const ordered = [...signers].sort((one, other) => rangeOf(one).max - rangeOf(other).max);
  for (const [index, signer] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before === undefined) continue;
    if (
      rangeOf(signer).min !== rangeOf(before).max + 1 ||
      signer.lineageLength < before.lineageLength
    ) {
      throw new SignatureFault('its signers do not follow one another');
    }
  }
  const [first, last] = [ordered[0], ordered.at(-1)];
  const end = rotation === null ? allVersions : rotation - 1;
  if (first === undefined || last === undefined) throw new SignatureFault('it has no signer');
  if (rangeOf(first).min > minSdk || rangeOf(last).max < end) {
    throw new SignatureFault('it leaves out Android versions');
  }
}

function rangeOf({ range }: VouchedSigner): SdkRange {
  return range ?? { min: 0, max: 0 };
}

/** Where scheme v3.1 takes over. A v3 signer may say so; then the block must be there and agree. */
function rotationStart(signers: readonly VouchedSigner[], block: SigningBlock): number | null {
  const rotations = block.blocks.get(blockId.v31);
  const starts = rotations === undefined ? [] : readSigners(rotations, true).map(rangeStart);
  for (const { attributes } of signers) {
    const start = attributes.find(({ id }) => id === rotationMinSdk)?.value.readUInt32LE(0);
    if (start !== undefined && !starts.includes(start)) {
      throw new SignatureFault('the v3.1 signature it speaks of was taken out');
    }
  }
  return starts.length === 0 ? null : Math.min(...starts);
}

function rangeStart({ outerRange }: Signer): number {
  return outerRange?.min ?? allVersions;
}
