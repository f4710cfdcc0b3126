import type { PlatformFacts } from '../facts.js';
import type { Block, Drawing, Step } from './document.js';
import type { Words } from './words.js';

/** How an iPhone is told to trust the developer, with the name that it will show. */
export function trustSteps(words: Words, platform: PlatformFacts): Block[] {
  const { t, facts } = words;
  const developer = platform.developer || facts.appName;
  const row = t('trust.row.vpn');
  const steps: Step[] = [
    {
      text: t('trust.open'),
      drawing: rows(t('trust.row.settings'), [t('trust.row.general'), t('trust.row.privacy')], 1, {
        label: t('trust.drawing.general'),
      }),
    },
    {
      text: t('guide.trust.manage', { row, older: t('trust.row.device') }),
      drawing: rows(t('trust.row.general'), [row, t('trust.row.reset')], 2, {
        label: t('trust.drawing.manage', { row }),
      }),
    },
    {
      text: t('trust.choose', { developer }),
      drawing: rows(t('trust.row.enterprise'), [developer], 3, {
        label: t('trust.drawing.choose', { developer }),
      }),
    },
    {
      text: t('trust.tap', { developer }),
      drawing: rows('', [t('trust.row.trust', { developer })], 4, {
        label: t('trust.drawing.tap'),
        button: true,
      }),
    },
    {
      text: t('guide.trust.confirm', {
        trust: t('trust.dialog.trust'),
        restart: t('trust.dialog.restart'),
      }),
    },
    { text: t('trust.done', { name: words.iconName(platform) }) },
  ];
  return [
    { kind: 'note', text: t('guide.trust.when') },
    { kind: 'steps', steps },
  ];
}

function rows(
  heading: string,
  shown: string[],
  number: number,
  rest: { label: string; button?: boolean },
): Drawing {
  return { kind: 'rows', heading, rows: shown, mark: 0, number, button: false, ...rest };
}
