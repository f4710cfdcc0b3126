import type { Locale } from '../../texts/translate.js';
import type { EditionTexts } from '../editions.js';
import type { GuideFacts } from '../facts.js';
import { account } from './account.js';
import type { Block, GuideDocument, Part } from './document.js';
import { help } from './help.js';
import { installParts } from './install.js';
import { overview } from './overview.js';
import { register } from './register.js';
import { signIn } from './sign-in.js';
import { own, type Words, wordsOf } from './words.js';

/** The guide of an app in one language: from the live releases and the operator's own words. */
export function guideDocument(
  facts: GuideFacts,
  edition: EditionTexts,
  locale: Locale,
): GuideDocument {
  const words = wordsOf(facts, edition, locale);
  return {
    title: own(edition.title, locale) || words.t('guide.title', { app: facts.appName }),
    audience: own(edition.audience, locale),
    publisher: own(edition.publisher, locale) || words.organisation,
    parts: numbered([
      chapter('overview', words.t('guide.overview'), overview(words)),
      chapter('account', words.t('guide.account'), account(words)),
      chapter('steps', words.t('guide.steps'), threeSteps(words)),
      section('register', words.t('guide.register'), register(words)),
      ...installParts(words).map(({ id, heading, blocks }) => section(id, heading, blocks)),
      section('sign-in', words.t('guide.sign-in'), signIn(words)),
      chapter('help', words.t('guide.help'), help(words)),
    ]),
  };
}

type Unnumbered = Omit<Part, 'number'>;

function chapter(id: string, heading: string, blocks: Block[]): Unnumbered {
  return { id, level: 1, heading, blocks };
}

function section(id: string, heading: string, blocks: Block[]): Unnumbered {
  return { id, level: 2, heading, blocks };
}

function threeSteps({ t }: Words): Block[] {
  return [
    { kind: 'text', text: t('guide.steps.what') },
    {
      kind: 'facts',
      rows: [
        [t('step.1'), t('guide.steps.1')],
        [t('step.2'), t('guide.steps.2')],
        [t('step.3'), t('guide.steps.3')],
      ],
    },
  ];
}

/** 1, 2, 3, 3.1, 3.2, 4. */
function numbered(parts: readonly Unnumbered[]): Part[] {
  let [chapters, sections] = [0, 0];
  return parts.map((part) => {
    if (part.level === 1) [chapters, sections] = [chapters + 1, 0];
    else sections += 1;
    return { ...part, number: part.level === 1 ? `${chapters}` : `${chapters}.${sections}` };
  });
}
