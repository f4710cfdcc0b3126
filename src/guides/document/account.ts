import type { Block } from './document.js';
import { own, type Words } from './words.js';

/** Which number, which password, and that it is nobody's business. */
export function account({ facts, edition, locale, numberLabel, t }: Words): Block[] {
  const { numberHint, passwordHint } = facts.organisation;
  const text = own(edition.account, locale);
  const words = text ? text.split(/\n+/) : [t('guide.account.what', { label: numberLabel })];
  return [
    ...words.map((line): Block => ({ kind: 'text', text: line })),
    {
      kind: 'facts',
      rows: [
        [t('guide.account.number'), own(numberHint, locale) || t('register.number.hint')],
        [t('register.password'), own(passwordHint, locale) || t('register.password.hint')],
        [t('confirm.phone'), t('guide.account.phone', { label: numberLabel })],
      ],
    },
    { kind: 'note', text: t('guide.account.secret') },
    { kind: 'text', text: t('guide.account.forgotten', { forgot: t('register.forgot') }) },
  ];
}
