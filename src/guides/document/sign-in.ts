import type { Block } from './document.js';
import type { Words } from './words.js';

/** The third step: the first sign-in inside the app. */
export function signIn(words: Words): Block[] {
  const { facts, t } = words;
  const [first] = facts.platforms;
  const name = first === undefined ? facts.appName : words.iconName(first);
  return [
    {
      kind: 'steps',
      steps: [
        { text: t('guide.sign-in.open', { name }) },
        { text: t('guide.sign-in.agree') },
        { text: t('guide.sign-in.phone') },
        { text: t('guide.sign-in.password') },
      ],
    },
    { kind: 'note', text: t('guide.sign-in.once') },
    { kind: 'note', text: t('guide.sign-in.unknown') },
  ];
}
