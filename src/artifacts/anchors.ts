import { X509Certificate } from 'node:crypto';

/** As of when and by which private roots a build is judged. */
export interface Judgement {
  now: Date;
  /** Trusted beside the pinned Apple roots. */
  anchors: readonly X509Certificate[];
}

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of PEM texts, each with one or more. Throws where a block is no certificate. */
export function readAnchors(pemTexts: readonly string[]): X509Certificate[] {
  return pemTexts.flatMap((text) =>
    (text.match(pemBlock) ?? []).map((pem) => new X509Certificate(pem)),
  );
}
