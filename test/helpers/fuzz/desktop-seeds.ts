import { type AuthenticodeOptions, signPe } from '../artifacts/authenticode.js';
import { buildMacApp } from '../artifacts/mac-app.js';
import { buildMsi, type MsiOptions } from '../artifacts/msi.js';
import { buildMsix } from '../artifacts/msix.js';
import { type PeOptions, peHeaderOffset, writePe } from '../artifacts/pe.js';
import { buildPkg, type PkgOptions } from '../artifacts/pkg.js';
import { sampleApp } from '../artifacts/sample-app.js';
import type { AppleLikeChain } from '../artifacts/signers.js';
import { fixedCertificate, fixedNow } from './fixed-keys.js';
import { mutateBytes } from './mutate.js';
import type { Random } from './random.js';
import type { Seed } from './seed.js';

/** Programs, installers and packages for both desktops, the same bytes in every run. */
export function desktopSeeds(chain: AppleLikeChain): Seed[] {
  const signature = windowsSignature();
  return [
    ...exeSeeds(signature),
    ...msiSeeds(signature),
    seed('MSIX', 'a signed one', buildMsix({ signature })),
    seed('MSIX', 'an unsigned one', buildMsix({ signature: null })),
    ...pkgSeeds(chain),
    ...macAppSeeds(chain),
  ];
}

function seed(kind: string, name: string, bytes: Buffer, remake?: Seed['remake']): Seed {
  const seal = name.includes('unsigned') ? 'none' : 'identity';
  return { name: `${kind}: ${name}`, bytes, seal, isBuilt: true, ...(remake ? { remake } : {}) };
}

function windowsSignature(): AuthenticodeOptions {
  const authority = fixedCertificate(21, [['CN', 'Fixed Code Authority']], { isAuthority: true });
  const subject = [
    ['C', 'CN'],
    ['O', sampleApp.organisation],
    ['CN', sampleApp.organisation],
  ] as const;
  return {
    signer: fixedCertificate(22, subject, { issuer: authority, codeSigning: true }),
    authorities: [authority],
    timestampSigner: fixedCertificate(23, [['CN', 'Fixed Timestamps']], { timestamping: true }),
    signedAt: fixedNow,
  };
}

function exeSeeds(signature: AuthenticodeOptions): Seed[] {
  const cases: Record<string, PeOptions> = {
    'an NSIS installer': { manifest: '<assembly>Nullsoft.NSIS</assembly>', overlay: overlay() },
    'a program of 32 bit': { is32Bit: true, sectionNames: ['.wixburn'] },
    'an unsigned program': { version: null },
  };
  return Object.entries(cases).map(([name, options]) => {
    const unsigned = writePe(options);
    const isSigned = !name.includes('unsigned');
    const bytes = isSigned ? signPe(unsigned, signature) : unsigned;
    // the headers and resources are injured and signed again, so that they are read
    const remake = (random: Random) => signPe(whole(mutateBytes(unsigned, random)), signature);
    return seed('EXE', name, bytes, remake);
  });
}

function overlay(): Buffer {
  return Buffer.concat([
    Buffer.from('efbeadde4e756c6c736f6674496e7374', 'hex'),
    Buffer.alloc(4096),
  ]);
}

/** Long enough, and with its headers where the signer looks for them. */
function whole(pe: Buffer): Buffer {
  const padded = Buffer.concat([pe, Buffer.alloc(Math.max(0, 2048 - pe.length))]);
  // up to the magic number of the optional header
  writePe()
    .subarray(0, peHeaderOffset + 26)
    .copy(padded);
  return padded;
}

function msiSeeds(signature: AuthenticodeOptions): Seed[] {
  const cases: Record<string, MsiOptions> = {
    'a signed one': { signature },
    'one with its metadata signed': { signature, hasMetadataHash: true },
    'an unsigned one': { signature: null },
  };
  return Object.entries(cases).map(([name, options]) =>
    seed('MSI', name, buildMsi(options), (random) =>
      buildMsi({
        ...options,
        change: (streams) => {
          const stream = random.pick(streams);
          stream.data = mutateBytes(stream.data, random);
        },
      }),
    ),
  );
}

function pkgSeeds(chain: AppleLikeChain): Seed[] {
  const common: PkgOptions = { chain: developerId(chain, 31, 'Installer') };
  const timestamps = fixedCertificate(33, [['CN', 'Fixed Apple Timestamps']], {
    timestamping: true,
  });
  const cases: Record<string, PkgOptions> = {
    'a product': { ...common, timestamp: { signer: timestamps, time: fixedNow } },
    'a component': { ...common, distribution: null, hash: 'sha256', cms: false },
    'an unsigned one': { chain: null },
  };
  return Object.entries(cases).map(([name, options]) =>
    // the table is injured before it is packed and signed
    seed('PKG', name, buildPkg(options), (random) => {
      const table = (xml: string) => mutateBytes(Buffer.from(xml), random).toString();
      return buildPkg({ ...options, defects: { table } });
    }),
  );
}

function macAppSeeds(chain: AppleLikeChain): Seed[] {
  const common = { chain: developerId(chain, 32, 'Application') };
  return [
    seed('macOS app', 'a plain one', buildMacApp(common)),
    seed('macOS app', 'one with code inside', buildMacApp({ ...common, hasNestedCode: true })),
    seed('macOS app', 'an unsigned one', buildMacApp({ ...common, codeSignature: 'none' })),
  ];
}

/** The chain with a leaf of its own. */
function developerId(chain: AppleLikeChain, number: number, kind: string): AppleLikeChain {
  const { organisation, teamIdentifier } = sampleApp;
  const subject = [
    ['CN', `Developer ID ${kind}: ${organisation} (${teamIdentifier})`],
    ['OU', teamIdentifier],
    ['O', organisation],
  ] as const;
  const issuer = chain.intermediate;
  return {
    ...chain,
    distribution: fixedCertificate(number, subject, { issuer, codeSigning: true }),
  };
}
