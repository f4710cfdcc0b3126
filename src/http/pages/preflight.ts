import type { Artifact } from '../../artifacts/artifact.js';
import type { TextKey } from '../../texts/translate.js';
import type { Device } from './device.js';

/** What is known to stand in the way of an installation, in a sentence that says what to do. */
export interface Obstacle {
  text: TextKey;
  parameters: Readonly<Record<string, string>>;
  /** The installation surely fails: then there is no button. */
  isFatal: boolean;
  /** A page that helps. */
  help: { href: string; text: TextKey } | null;
}

/** What is known of the build, of the device and of the way between them before anything is tapped. */
export interface Preflight {
  artifact: Artifact;
  device: Device;
  now: Date;
  /** The server presents a certificate of its own authority, which a device has to be told to trust. */
  hasOwnAuthority: boolean;
  /** A day in the words of the person's language. */
  day(date: Date): string;
}

const soonMs = 30 * 24 * 60 * 60 * 1000;

/** What would go wrong, the surest first. Says nothing where nothing is known. */
export function obstaclesTo(preflight: Preflight): Obstacle[] {
  const { artifact } = preflight;
  const found = [
    tooOld(preflight),
    ...(artifact.platform === 'ios' ? iosObstacles(preflight) : []),
    ...(artifact.platform === 'android' ? [wrongProcessor(preflight)] : []),
    preflight.hasOwnAuthority ? note('preflight.authority', {}, authorityHelp) : null,
  ].filter((obstacle) => obstacle !== null);
  return found.sort((one, other) => Number(other.isFatal) - Number(one.isFatal));
}

const authorityHelp = { href: '/ca', text: 'preflight.authority.help' } as const;

/** A browser's word on the version is certain but for HarmonyOS and iOS from 18 on, which count no further. */
function tooOld({ artifact, device }: Preflight): Obstacle | null {
  const needed = artifact.minimumOsVersion;
  if (device.version === null || needed === null) return null;
  const [major = 0, minor = 0] = needed.split('.').map(Number);
  const [own, ownMinor] = device.version;
  if (own > major || (own === major && ownMinor >= minor)) return null;
  const isCertain = device.system === 'ios' ? own < 18 : device.make !== 'huawei';
  const text = device.system === 'ios' ? 'preflight.old.ios' : 'preflight.old.android';
  return { ...note(text, { needed, found: `${own}.${ownMinor}` }), isFatal: isCertain };
}

function iosObstacles({ artifact, device, now, day }: Preflight): (Obstacle | null)[] {
  const { deviceFamilies = [], provisioningProfile, signerExpiresAt } = artifact;
  const ends = [provisioningProfile?.expiresAt, signerExpiresAt].flatMap((date) =>
    date === undefined ? [] : Date.parse(date),
  );
  const end = Math.min(...ends);
  const kind = provisioningProfile?.kind;
  const isNamed = kind === 'ad-hoc' || kind === 'development';
  return [
    end <= now.getTime() ? fatal('preflight.expired', { date: day(new Date(end)) }) : null,
    device.form === 'phone' && isOnly(deviceFamilies, 'ipad') ? fatal('preflight.ipad-only') : null,
    device.form === 'tablet' && isOnly(deviceFamilies, 'iphone')
      ? note('preflight.iphone-only')
      : null,
    isNamed ? note(`preflight.${kind}`) : null,
    end > now.getTime() && end - now.getTime() < soonMs
      ? note('preflight.expires', { date: day(new Date(end)) })
      : null,
    artifact.warnings.some(({ code }) => code === 'private_anchor') ? note('trust.private') : null,
  ];
}

function isOnly(families: readonly string[], family: string): boolean {
  return families.length === 1 && families[0] === family;
}

/** An app without native code (no ABI) runs on every processor. */
function wrongProcessor({ artifact: { abis }, device: { bits } }: Preflight): Obstacle | null {
  if (abis.length === 0) return null;
  const arm = abis.filter((abi) => abi.startsWith('arm'));
  if (arm.length === 0) return note('preflight.no-phone');
  const has64 = arm.includes('arm64-v8a');
  if (bits === 64 && !has64) return fatal('preflight.only-32');
  return bits === 32 && arm.every((abi) => abi === 'arm64-v8a') ? fatal('preflight.only-64') : null;
}

function fatal(text: TextKey, parameters: Obstacle['parameters'] = {}): Obstacle {
  return { ...note(text, parameters), isFatal: true };
}

function note(
  text: TextKey,
  parameters: Obstacle['parameters'] = {},
  help: Obstacle['help'] = null,
): Obstacle {
  return { text, parameters, isFatal: false, help };
}
