/**
 * Why a signature does not hold.
 * - `absent`: it is not there.
 * - `unsupported`: the Android versions asked for do not know how to check it; newer ones may.
 * - `broken`: it is there and wrong.
 * - `outdated`: it is there and right, and newer Android versions want a newer scheme of this app.
 */
export type FaultReason = 'absent' | 'unsupported' | 'broken' | 'outdated';

/** A signature that does not hold; the message is the middle of a sentence. */
export class SignatureFault extends Error {
  readonly reason: FaultReason;

  constructor(message: string, reason: FaultReason = 'broken') {
    super(message);
    this.reason = reason;
  }
}

/** What was thrown while a signature was read, as a fault: bytes nobody understands are broken. */
export function asFault(error: unknown): SignatureFault {
  return error instanceof SignatureFault ? error : new SignatureFault('it is damaged');
}
