import type { Platform } from '../../platform.js';
import type { PlatformFacts } from '../facts.js';
import type { Block, Part, Step } from './document.js';
import { trustSteps } from './trust.js';
import type { Words } from './words.js';

type InstallPart = Pick<Part, 'id' | 'heading' | 'blocks'>;

/** The second step, one section a platform that has a release. */
export function installParts(words: Words): InstallPart[] {
  return words.facts.platforms.map((platform) => ({
    id: `install-${platform.platform}`,
    heading: words.t('guide.install', { platform: words.t(`platform.${platform.platform}`) }),
    blocks: makers[platform.platform](words, platform),
  }));
}

const makers: Record<Platform, (words: Words, platform: PlatformFacts) => Block[]> = {
  ios,
  android,
  macos: computer,
  windows: computer,
};

function download({ facts, t }: Words): Step {
  const button = t('registered.button', { app: facts.appName });
  return { text: t('guide.install.download', { title: t('registered.title'), button }) };
}

function ios(words: Words, platform: PlatformFacts): Block[] {
  const { facts, t } = words;
  const name = words.iconName(platform);
  const steps: Step[] = [
    download(words),
    {
      text: t('guide.install.ios.tap', {
        button: t('install.ios.button.iphone'),
        install: t('install.ios.dialog.install'),
      }),
      drawing: {
        kind: 'dialog',
        lines: [`“${facts.host}”`, t('install.ios.dialog.ask'), `“${name}”`],
        buttons: [
          { text: t('install.ios.dialog.cancel') },
          { text: t('install.ios.dialog.install'), mark: 2 },
        ],
        label: t('install.ios.drawing'),
      },
    },
    { text: t('guide.install.ios.home', { name }) },
  ];
  const blocks: Block[] = [
    { kind: 'note', text: t('guide.install.ios.safari') },
    { kind: 'steps', steps },
  ];
  return platform.needsTrust ? [...blocks, ...trustSteps(words, platform)] : blocks;
}

function android(words: Words): Block[] {
  const { t } = words;
  const steps: Step[] = [
    download(words),
    { text: t('guide.install.android.tap', { button: t('install.android.button') }) },
    {
      text: t('guide.install.android.risk', { allow: t('install.risk.dialog.allow') }),
      drawing: {
        kind: 'dialog',
        lines: [t('install.risk.dialog.1'), t('install.risk.dialog.2')],
        buttons: [
          { text: t('install.risk.dialog.deny') },
          { text: t('install.risk.dialog.allow'), mark: 3 },
        ],
        label: t('install.risk.drawing'),
      },
    },
    { text: t('guide.install.android.open') },
  ];
  return [
    { kind: 'steps', steps },
    { kind: 'note', text: t('guide.install.android.source') },
  ];
}

function computer(words: Words, { platform }: PlatformFacts): Block[] {
  const { facts, t } = words;
  const name = t(`platform.${platform}`);
  return [
    {
      kind: 'steps',
      steps: [
        { text: t('guide.install.computer.open', { address: facts.address }) },
        {
          text: t('guide.install.computer.tap', {
            button: t('install.computer.button', { platform: name }),
          }),
        },
        { text: t('install.computer.what') },
      ],
    },
  ];
}
