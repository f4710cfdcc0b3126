import { blob, codeSignature, type SignatureDefects } from './code-signature.js';
import { type ApfsOptions, writeApfs } from './disk-image/apfs.js';
import type { HfsEntry } from './disk-image/hfs-catalogue.js';
import { type HfsPlusOptions, writeHfsPlus } from './disk-image/hfs-plus.js';
import { type UdifOptions, writeUdif } from './disk-image/udif.js';
import { defaultApplicationChain, type MacAppOptions, macAppFiles } from './mac-app.js';
import { sampleApp } from './sample-app.js';
import type { AppleLikeChain } from './signers.js';

export interface DmgOptions extends Omit<MacAppOptions, 'others'> {
  /** Beside the app; a link to /Applications and a background are always there. */
  beside?: readonly HfsEntry[];
  /** No app at all. */
  isEmpty?: boolean;
  volume?: Omit<HfsPlusOptions, 'entries'>;
  /** An APFS volume in place of the one of HFS+. */
  apfs?: Omit<ApfsOptions, 'entries'>;
  /** Changes how the app's files lie on the volume. */
  layOut?(entry: HfsEntry): HfsEntry;
  udif?: UdifOptions;
  /** A disk around the volume; the volume alone where absent. */
  partition?(volume: Buffer): Buffer;
  signature?: ImageSignatureOptions;
}

export interface ImageSignatureOptions {
  chain?: AppleLikeChain;
  isAdHoc?: boolean;
  isStapled?: boolean;
  /** One hash over everything where absent. */
  pageBits?: number;
  /** Changes what is signed as the trailer. */
  trailer?(trailer: Buffer): void;
  defects?: SignatureDefects;
}

const ticketSlot = 0x10002;
const ticketMagic = 0xfade7172;

/** A disk image with an app, a link to /Applications and a background, as makers of images lay it out. */
export function buildDmg(options: DmgOptions = {}): Buffer {
  const entries = volumeEntries(options);
  const volume = options.apfs
    ? writeApfs({ ...options.apfs, entries })
    : writeHfsPlus({ ...options.volume, entries });
  const disk = options.partition?.(volume) ?? volume;
  const { signature } = options;
  const signed = signature
    ? { sign: (covered: Buffer, trailer: Buffer) => imageSignature(covered, trailer, signature) }
    : {};
  return writeUdif(disk, { ...signed, ...options.udif });
}

/** The files of such an image. */
export function volumeEntries(options: DmgOptions = {}): HfsEntry[] {
  const app = options.isEmpty ? [] : macAppFiles(options);
  const laidOut = app.map(({ name, data, isLink }): HfsEntry => {
    const entry = { path: name, data, isLink };
    return options.layOut?.(entry) ?? entry;
  });
  return [
    ...laidOut,
    { path: 'Applications', data: Buffer.from('/Applications'), isLink: true },
    { path: '.background/background.png', data: Buffer.from('a picture') },
    { path: '.fseventsd/' },
    ...(options.beside ?? []),
  ];
}

function imageSignature(
  covered: Buffer,
  trailer: Buffer,
  { chain = defaultApplicationChain(), ...options }: ImageSignatureOptions,
): Buffer {
  const container = Buffer.from(trailer);
  options.trailer?.(container);
  const { afterSigning, ...defects } = options.defects ?? {};
  return codeSignature(covered, {
    identifier: sampleApp.identifier,
    teamIdentifier: chain.teamIdentifier,
    signer: options.isAdHoc ? undefined : chain.distribution,
    certificates: [chain.intermediate, chain.root],
    container,
    defects: {
      pageBits: options.pageBits ?? 0,
      ...defects,
      afterSigning(blobs) {
        if (options.isStapled)
          blobs.set(ticketSlot, blob(ticketMagic, Buffer.from('s8ch, a ticket')));
        afterSigning?.(blobs);
      },
    },
  });
}
