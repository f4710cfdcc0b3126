import { createHash } from 'node:crypto';
import { type AttributeDefects, signedData } from './cms.js';
import type { Signer } from './signers.js';
import type { ZipEntry } from './zip.js';

export interface JarSigningOptions {
  /** Block schemes present, which the signature file tells against stripping (`X-Android-APK-Signed`). */
  signedBlocks: readonly number[];
  digest?: 'sha256' | 'sha1';
  /** Signs attributes that hold the list's digest; older signers sign the list itself. */
  signedAttributes?: boolean;
  attributes?: AttributeDefects;
  /** A tool's mistakes: the texts change before they are signed. */
  editManifest?: (text: string) => string;
  editSignatureFile?: (text: string) => string;
}

/** The three files of JAR signing (scheme v1), signed over the other entries. */
export function jarSignature(
  entries: readonly ZipEntry[],
  signer: Signer,
  options: JarSigningOptions,
): ZipEntry[] {
  const digest = options.digest ?? 'sha256';
  const digestName = digest === 'sha256' ? 'SHA-256-Digest' : 'SHA1-Digest';
  const hash = (bytes: Buffer) => createHash(digest).update(bytes).digest('base64');
  const sections = entries
    .filter((entry) => !entry.name.toString().startsWith('META-INF/'))
    .map((entry) => ({
      name: entry.name.toString(),
      text: section([`Name: ${entry.name}`, `${digestName}: ${hash(entry.data)}`]),
    }));
  const mainSection = section(['Manifest-Version: 1.0', 'Created-By: 1.0 (Slipway)']);
  const manifest = edited(
    Buffer.concat([mainSection, ...sections.map(({ text }) => text)]),
    options.editManifest,
  );
  const list = Buffer.concat([
    section([
      'Signature-Version: 1.0',
      'Created-By: 1.0 (Slipway)',
      `${digestName}-Manifest: ${hash(manifest)}`,
      ...(options.signedBlocks.length > 0
        ? [`X-Android-APK-Signed: ${options.signedBlocks.join(', ')}`]
        : []),
    ]),
    ...sections.map(({ name, text }) => section([`Name: ${name}`, `${digestName}: ${hash(text)}`])),
  ]);
  const signatureFile = edited(list, options.editSignatureFile);
  const kind = signer.privateKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'EC';
  const block = signedData(signatureFile, {
    signer,
    digest,
    detached: true,
    signedAttributes: options.signedAttributes ?? false,
    attributeDefects: options.attributes,
  });
  return [
    { name: 'META-INF/MANIFEST.MF', data: manifest },
    { name: 'META-INF/CERT.SF', data: signatureFile },
    { name: `META-INF/CERT.${kind}`, data: block },
  ];
}

function edited(bytes: Buffer, edit: ((text: string) => string) | undefined): Buffer {
  return edit === undefined ? bytes : Buffer.from(edit(bytes.toString()));
}

/** Lines of at most 72 bytes, longer ones continued after a space; an empty line ends the section. */
function section(lines: readonly string[]): Buffer {
  const end = Buffer.from('\r\n');
  const parts = lines.flatMap((line) => {
    const bytes = Buffer.from(line);
    const pieces = [bytes.subarray(0, 70), end];
    for (let at = 70; at < bytes.length; at += 69) {
      pieces.push(Buffer.from(' '), bytes.subarray(at, at + 69), end);
    }
    return pieces;
  });
  return Buffer.concat([...parts, end]);
}
