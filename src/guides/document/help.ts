import type { Block } from './document.js';
import { own, type Words } from './words.js';

/** Whom to ask, and where it all stands. */
export function help({ facts, locale, t }: Words): Block[] {
  const { helpContact, helpHours, helpTelephone } = facts.organisation;
  const [contact, hours] = [own(helpContact, locale), own(helpHours, locale)];
  const rows: [string, string][] = [
    [t('guide.help.contact'), contact || t('ask.nobody')],
    ...(helpTelephone ? [[t('guide.help.telephone'), helpTelephone] as [string, string]] : []),
    ...(hours ? [[t('guide.help.hours'), hours] as [string, string]] : []),
    [t('guide.help.address'), `${facts.address}/help`],
  ];
  return [
    { kind: 'facts', rows },
    { kind: 'text', text: t('guide.help.what') },
  ];
}
