import type { Artifact } from '../../artifacts/artifact.js';
import type { TextKey } from '../../texts/translate.js';
import type { Device } from './device.js';

/** Why an app did not install or open, and what to do about it. */
export interface Reason {
  title: TextKey;
  text: TextKey;
  parameters: Readonly<Record<string, string>>;
  /** The page that shows how. */
  help: { href: string; text: TextKey } | null;
}

interface Circumstances {
  slug: string;
  device: Device;
  hasOwnAuthority: boolean;
}

/** The five usual ones on this platform, the likeliest first. */
export function usualReasons(artifact: Artifact, circumstances: Circumstances): Reason[] {
  switch (artifact.platform) {
    case 'ios':
      return iosReasons(artifact, circumstances);
    case 'android':
      return androidReasons(artifact, circumstances);
    case 'macos':
    case 'windows':
      return desktopReasons(artifact, circumstances);
  }
}

function iosReasons(artifact: Artifact, { slug, hasOwnAuthority }: Circumstances): Reason[] {
  const kind = artifact.provisioningProfile?.kind;
  const isNamed = kind === 'ad-hoc' || kind === 'development';
  const trust = { href: `/a/${slug}/trust`, text: 'install.ios.trust.button' } as const;
  return [
    isNamed ? reason('usual.ios.entered') : reason('usual.ios.untrusted', { help: trust }),
    hasOwnAuthority
      ? reason('usual.ios.server', { help: authority })
      : reason('usual.ios.tap', { help: again(slug) }),
    reason('usual.ios.waiting'),
    reason('usual.space', { help: again(slug) }),
    reason('usual.old', { parameters: needed(artifact, 'iOS') }),
  ];
}

function androidReasons(artifact: Artifact, { slug, device }: Circumstances): Reason[] {
  const warning = { href: `/a/${slug}/download#risk`, text: 'usual.android.steps' } as const;
  return [
    reason(device.make === 'huawei' ? 'usual.android.pure' : 'usual.android.blocked', {
      help: warning,
    }),
    reason('usual.android.unknown'),
    reason('usual.android.older'),
    reason('usual.space', { help: again(slug) }),
    reason('usual.old', { parameters: needed(artifact, 'Android') }),
  ];
}

function desktopReasons(artifact: Artifact, { slug }: Circumstances): Reason[] {
  const warning = { href: `/a/${slug}/download#risk`, text: 'usual.desktop.steps' } as const;
  const isMac = artifact.platform === 'macos';
  return [
    reason(isMac ? 'usual.macos.blocked' : 'usual.windows.blocked', { help: warning }),
    reason(isMac ? 'usual.macos.unpacked' : 'usual.windows.removed'),
    reason('usual.desktop.rights'),
    reason('usual.space', { help: again(slug) }),
    reason('usual.old', { parameters: needed(artifact, isMac ? 'macOS' : 'Windows') }),
  ];
}

const authority = { href: '/ca', text: 'preflight.authority.help' } as const;

function again(slug: string): Reason['help'] {
  return { href: `/a/${slug}/download`, text: 'usual.again' };
}

function needed({ minimumOsVersion }: Artifact, system: string): Reason['parameters'] {
  return { system: minimumOsVersion === null ? system : `${system} ${minimumOsVersion}` };
}

/** The keys of the reasons; each has its text beside its title. */
type ReasonKey = {
  [Key in TextKey]: Key extends `usual.${infer Name}.why` ? `usual.${Name}` : never;
}[TextKey];

function reason(
  key: ReasonKey,
  { parameters = {}, help = null }: Partial<Pick<Reason, 'parameters' | 'help'>> = {},
): Reason {
  return { title: key, text: `${key}.why`, parameters, help };
}
