import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text for a cookie or a token. */
export function randomCredential(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a credential. It has 256 random bits, so one fast hash is enough; equal hashes are found by index. */
export function credentialHash(credential: string): string {
  return createHash('sha256').update(credential).digest('hex');
}
