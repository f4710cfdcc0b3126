import type { LineageSigner } from './proof-of-rotation.js';
import { SignatureFault } from './signature-fault.js';
import type { SdkRange } from './signer-block.js';
import { blockId, type SigningBlock } from './signing-block.js';
import type { VouchedSigner } from './verify-signers.js';

const strippingProtection = 0xbeeff00d;
const rotationMinSdk = 0x559f8b02;
const developmentRelease = 0xc2a6b3ba;
const maxSigners = 10;
const allVersions = 0x7fffffff;

/** Scheme v2: one to ten signers; an attribute tells that a scheme v3 block must be there too. */
export function checkV2(signers: readonly VouchedSigner[], block: SigningBlock): void {
  if (signers.length < 1 || signers.length > maxSigners) {
    throw new SignatureFault('it has no signer or too many');
  }
  for (const signer of signers) {
    if (numbersOf(signer, strippingProtection).includes(3) && !block.blocks.has(blockId.v3)) {
      throw new SignatureFault('the v3 signature it speaks of was taken out');
    }
  }
}

/**
 * Scheme v3: its signers serve every version from `minSdk` to all later ones, or to where scheme
 * v3.1 takes over (`rotation`, null where it never does), and they agree on where that is.
 */
export function checkV3(
  signers: readonly VouchedSigner[],
  minSdk: number,
  rotation: number | null,
): void {
  checkSuccession(signers, minSdk, rotation === null ? allVersions : rotation - 1);
  for (const signer of signers) {
    const promised = numbersOf(signer, rotationMinSdk);
    if (promised.every((level) => level === rotation)) continue;
    throw new SignatureFault(
      rotation === null
        ? 'the v3.1 signature it speaks of was taken out'
        : 'it names another Android version for the change of keys than v3.1 does',
    );
  }
}

/** Scheme v3.1: its signers serve some version and all later ones; older ones go by v3. */
export function checkV31(signers: readonly VouchedSigner[]): void {
  checkSuccession(signers, allVersions, allVersions);
}

/** Where scheme v3.1 takes over from v3; null where it has no signer. */
export function rotationStart(signers: readonly VouchedSigner[]): number | null {
  return signers.length === 0 ? null : Math.min(...signers.map((signer) => rangeOf(signer).min));
}

/** Ranges follow one another without a hole from `from` to `to`, and the lineage only grows. */
function checkSuccession(signers: readonly VouchedSigner[], from: number, to: number): void {
  const ordered = [...signers].sort((one, other) => rangeOf(one).max - rangeOf(other).max);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) throw new SignatureFault('it has no signer');
  for (const [index, signer] of ordered.slice(1).entries()) {
    const before = ordered[index];
    if (before !== undefined && !follows(signer, before))
      throw new SignatureFault('its signers do not follow one another');
  }
  if (rangeOf(first).min > from || rangeOf(last).max < to)
    throw new SignatureFault('it leaves out Android versions');
  const longest = lineageOf(signers);
  const isPart = ({ lineage }: VouchedSigner) =>
    lineage === null ||
    lineage.every(({ certificate }, at) => longest?.[at]?.certificate.equals(certificate));
  if (!signers.every(isPart)) throw new SignatureFault('its signers have different pasts');
}

function follows(signer: VouchedSigner, before: VouchedSigner): boolean {
  const [{ min }, { max }] = [rangeOf(signer), rangeOf(before)];
  const isNext =
    min === max + 1 || (min === max && numbersOf(signer, developmentRelease).length > 0);
  return isNext && (signer.lineage?.length ?? Number.MAX_VALUE) >= (before.lineage?.length ?? 0);
}

/** The longest proof of rotation among signers, or null. */
export function lineageOf(signers: readonly VouchedSigner[]): readonly LineageSigner[] | null {
  return signers.reduce<readonly LineageSigner[] | null>(
    (longest, { lineage }) => ((lineage?.length ?? 0) > (longest?.length ?? 0) ? lineage : longest),
    null,
  );
}

function rangeOf({ range }: VouchedSigner): SdkRange {
  return range ?? { min: 0, max: 0 };
}

/** The numbers that attributes of one id begin with. Throws a `RangeError` for one without. */
function numbersOf({ attributes }: VouchedSigner, wanted: number): number[] {
  return attributes.filter(({ id }) => id === wanted).map(({ value }) => value.readUInt32LE(0));
}
