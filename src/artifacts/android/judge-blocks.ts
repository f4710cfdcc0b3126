import { checkV2, checkV3, checkV31, rotationStart } from './scheme-rules.js';
import type { DigestKind } from './signature-algorithms.js';
import { asFault, SignatureFault } from './signature-fault.js';
import { readSigners } from './signer-block.js';
import { blockId, type SigningBlock } from './signing-block.js';
import { type VouchedSigner, vouch } from './verify-signers.js';

export type BlockScheme = 'v2' | 'v3' | 'v3.1';

/** The first Android version that checks each scheme. */
export const firstSdk: Readonly<Record<BlockScheme, number>> = { v2: 24, v3: 28, 'v3.1': 33 };

/** The verdict on one scheme of the signing block; `fault` is null where it holds. */
export interface JudgedBlock {
  scheme: BlockScheme;
  signers: readonly VouchedSigner[];
  fault: SignatureFault | null;
}

/**
 * Judges the schemes of the signing block that devices from `minSdk` on look at, content included:
 * where v3 is there, v2 matters to versions before Android 9 alone. `digestOf` gives the content
 * digest of one kind.
 */
export function judgeBlocks(
  block: SigningBlock,
  minSdk: number,
  digestOf: (kind: DigestKind) => Buffer,
): JudgedBlock[] {
  const { blocks } = block;
  const judged: JudgedBlock[] = [];
  const judge = (scheme: BlockScheme, check: (signers: readonly VouchedSigner[]) => void) => {
    const result = judgeSigners(block, scheme, minSdk, check);
    judged.push(result.fault === null ? compareContent(result, digestOf) : result);
    return result.signers;
  };
  let rotation: number | null = null;
  if (blocks.has(blockId['v3.1'])) rotation = rotationStart(judge('v3.1', checkV31));
  const from = Math.max(minSdk, firstSdk.v3);
  if (blocks.has(blockId.v3)) judge('v3', (signers) => checkV3(signers, from, rotation));
  else if (judged[0] !== undefined)
    judged[0].fault ??= new SignatureFault('it stands without a v3 signature');
  const isV2Needed = minSdk < firstSdk.v3 || judged.length === 0;
  if (blocks.has(blockId.v2) && isV2Needed) judge('v2', (signers) => checkV2(signers, block));
  return judged;
}

function judgeSigners(
  block: SigningBlock,
  scheme: BlockScheme,
  minSdk: number,
  check: (signers: readonly VouchedSigner[]) => void,
): JudgedBlock {
  const signers: VouchedSigner[] = [];
  try {
    const bytes = block.blocks.get(blockId[scheme]) ?? Buffer.alloc(0);
    for (const signer of readSigners(bytes, scheme !== 'v2')) {
      signers.push(vouch(signer, signer.outerRange?.min ?? Math.max(minSdk, firstSdk[scheme])));
    }
    check(signers);
    return { scheme, signers, fault: null };
  } catch (error) {
    return { scheme, signers, fault: asFault(error) };
  }
}

function compareContent(judged: JudgedBlock, digestOf: (kind: DigestKind) => Buffer): JudgedBlock {
  const reliedOn = new Set(judged.signers.flatMap((signer) => signer.reliedOn));
  const isSame = judged.signers.every(({ digests }) =>
    digests.every(({ kind, value }) => !reliedOn.has(kind) || digestOf(kind).equals(value)),
  );
  if (isSame) return judged;
  return { ...judged, fault: new SignatureFault('the file was changed after it was signed') };
}

/** The signer that the newest Android versions see. */
export function newestSigner(signers: readonly VouchedSigner[]): VouchedSigner | undefined {
  return signers.reduce<VouchedSigner | undefined>(
    (newest, signer) => ((newest?.range?.max ?? -1) >= (signer.range?.max ?? 0) ? newest : signer),
    undefined,
  );
}
