import type { FileBytes } from '../file-bytes.js';
import type { ZipEnd } from '../zip-end.js';
import { contentDigests } from './content-digest.js';
import { checkV2, checkV3 } from './scheme-rules.js';
import type { DigestKind } from './signature-algorithms.js';
import { readSigners } from './signer-block.js';
import { blockId, type SigningBlock } from './signing-block.js';
import { SignatureFault, type VouchedSigner, vouch } from './verify-signers.js';

export type BlockScheme = 'v2' | 'v3';

/** The first Android version that checks each scheme. */
export const firstSdk: Record<BlockScheme, number> = { v2: 24, v3: 28 };

/** The verdict on one scheme; `fault` is the middle of a sentence, null where the scheme holds. */
export interface JudgedScheme {
  scheme: BlockScheme;
  signers: readonly VouchedSigner[];
  fault: string | null;
}

/** Judges the schemes v2 and v3 that the block holds, content digests included. */
export function judgeSchemes(file: FileBytes, end: ZipEnd, block: SigningBlock): JudgedScheme[] {
  const present = (['v2', 'v3'] as const).filter((scheme) => block.blocks.has(blockId[scheme]));
  const judged = present.map((scheme) => judgeSigners(scheme, block));
  compareContents(judged, file, end, block);
  compareSchemes(judged);
  if (block.blocks.has(blockId.v31) && !block.blocks.has(blockId.v3)) {
    for (const scheme of judged) scheme.fault ??= 'a v3.1 signature stands without a v3 signature';
  }
  return judged;
}

function judgeSigners(scheme: BlockScheme, block: SigningBlock): JudgedScheme {
  const signers: VouchedSigner[] = [];
  try {
    const bytes = block.blocks.get(blockId[scheme]) ?? Buffer.alloc(0);
    for (const signer of readSigners(bytes, scheme === 'v3'))
      signers.push(vouch(signer, firstSdk[scheme]));
    if (scheme === 'v2') checkV2(signers, block);
    else checkV3(signers, block, firstSdk.v3);
    return { scheme, signers, fault: null };
  } catch (error) {
    return {
      scheme,
      signers,
      fault: error instanceof SignatureFault ? error.message : 'it is damaged',
    };
  }
}

function compareContents(
  judged: JudgedScheme[],
  file: FileBytes,
  end: ZipEnd,
  block: SigningBlock,
): void {
  const kinds = new Set(judged.flatMap(reliedOn));
  if (kinds.size === 0) return;
  const digests = contentDigests(file, end, block.offset, kinds);
  for (const scheme of judged) {
    const relied = new Set(reliedOn(scheme));
    const isChanged = scheme.signers.some((signer) =>
      signer.digests.some(
        ({ kind, value }) => relied.has(kind) && !digests.get(kind)?.equals(value),
      ),
    );
    if (isChanged) scheme.fault ??= 'the file was changed after it was signed';
  }
}

function reliedOn(scheme: JudgedScheme): DigestKind[] {
  return scheme.fault === null ? scheme.signers.flatMap((signer) => signer.reliedOn) : [];
}

/** Older Android sees the v2 signer where newer sees v3: it must be where the v3 lineage began. */
function compareSchemes(judged: JudgedScheme[]): void {
  const v2 = judged.find(({ scheme }) => scheme === 'v2');
  const v3 = judged.find(({ scheme }) => scheme === 'v3');
  if (!v2 || !v3 || v2.fault !== null || v3.fault !== null) return;
  const newest = newestSigner(v3.signers);
  const [past, ...others] = v2.signers;
  if (others.length > 0 || !newest || !past?.certificate.equals(newest.oldestCertificate)) {
    v3.fault = 'it does not follow from the v2 signer';
  }
}

/** The signer that the newest Android versions see. */
export function newestSigner(signers: readonly VouchedSigner[]): VouchedSigner | undefined {
  return signers.reduce<VouchedSigner | undefined>(
    (newest, signer) => ((newest?.range?.max ?? -1) >= (signer.range?.max ?? 0) ? newest : signer),
    undefined,
  );
}
