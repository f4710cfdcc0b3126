import { type Certificate, issueCertificate } from './certificates.js';
import { sampleApp } from './sample-app.js';
import { type AppleLikeChain, defaultAppleLikeChain, makeAppleLikeChain } from './signers.js';
import { writeXar, type XarDefects } from './xar.js';

export interface PkgOptions {
  /** `null` for a component without one. */
  distribution?: string | null;
  /** In place of the component's `PackageInfo`. */
  packageInfo?: string;
  version?: string;
  /** What an unpacker would install; not read. */
  payload?: Buffer;
  /** `null` leaves the package unsigned. */
  chain?: AppleLikeChain | null;
  hash?: 'sha1' | 'sha256';
  cms?: boolean;
  timestamp?: { signer: Certificate; time: Date };
  isStapled?: boolean;
  defects?: XarDefects;
}

let installerChain: AppleLikeChain | undefined;

/** `Developer ID Installer: <organisation> (<team>)` under the root of the default chain. */
export function defaultInstallerChain(): AppleLikeChain {
  installerChain ??= makeAppleLikeChain({
    authorities: defaultAppleLikeChain(),
    leafName: `Developer ID Installer: ${sampleApp.organisation} (${sampleApp.teamIdentifier})`,
  });
  return installerChain;
}

/** A macOS installer package (flat): Distribution, one component with its payload, signed. */
export function buildPkg(options: PkgOptions = {}): Buffer {
  const { chain = defaultInstallerChain(), distribution = sampleDistribution() } = options;
  const files: Record<string, Buffer> = {};
  const component = distribution === null ? '' : 'Campus.pkg/';
  if (distribution !== null) files.Distribution = Buffer.from(distribution);
  files[`${component}PackageInfo`] = Buffer.from(options.packageInfo ?? samplePackageInfo(options));
  files[`${component}Payload`] = options.payload ?? Buffer.alloc(50_000, 'payload');
  const xar = writeXar({
    files,
    chain: chain === null ? undefined : [chain.distribution, chain.intermediate, chain.root],
    ...(options.hash ? { hash: options.hash } : {}),
    ...(options.cms === undefined ? {} : { cms: options.cms }),
    timestamp: options.timestamp,
    defects: options.defects ?? {},
  });
  return options.isStapled === false ? xar : Buffer.concat([xar, ...stapledTicket()]);
}

/** A trailer that ends the archive, the ticket, and the trailer that tells of it. */
function stapledTicket(): Buffer[] {
  const ticket = Buffer.from('s8ch, and then what Apple says');
  return [trailer(1, 0), ticket, trailer(2, ticket.length)];
}

function trailer(type: number, length: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.write('t8lr');
  bytes.writeUInt16LE(1, 4);
  bytes.writeUInt16LE(type, 6);
  bytes.writeUInt32LE(length, 8);
  return bytes;
}

export function sampleDistribution(): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<installer-gui-script minSpecVersion="1">
  <title>${sampleApp.name}</title>
  <product id="${sampleApp.identifier}.product" version="9.9"/>
  <options customize="never" require-scripts="false" hostArchitectures="x86_64,arm64"/>
  <volume-check><allowed-os-versions><os-version min="11.0"/></allowed-os-versions></volume-check>
  <pkg-ref id="${sampleApp.identifier}" version="1.2.3">#Campus.pkg</pkg-ref>
</installer-gui-script>`;
}

export function samplePackageInfo({ version = '1.2.3' }: { version?: string } = {}): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<pkg-info overwrite-permissions="true" relocatable="false" identifier="${sampleApp.identifier}.pkg" postinstall-action="none" version="${version}" format-version="2" install-location="/Applications" auth="root">
  <payload numberOfFiles="9" installKBytes="64"/>
  <bundle path="./${sampleApp.name}.app" id="${sampleApp.identifier}" CFBundleShortVersionString="${version}" CFBundleVersion="123"/>
  <bundle path="./${sampleApp.name}.app/Contents/Helper.app" id="${sampleApp.identifier}.helper" CFBundleVersion="5"/>
  <bundle-version><bundle id="${sampleApp.identifier}"/></bundle-version>
</pkg-info>`;
}

/** An authority for timestamps, fresh. */
export function makeTimestampSigner(): Certificate {
  return issueCertificate({ subject: [['CN', 'Example Timestamp Authority']], timestamping: true });
}
