import type { Block, Step } from './document.js';
import type { Words } from './words.js';

/** The first step: from the QR code to 「注册成功」, in the words of the pages themselves. */
export function register(words: Words): Block[] {
  const { facts, numberLabel: label, t } = words;
  const steps: Step[] = [
    { text: t('guide.register.scan', { address: facts.address }) },
    { text: t('guide.register.tap', { button: t('landing.button') }) },
    { text: t('guide.register.type', { label, button: t('register.button') }) },
    ...(facts.agreements
      ? [
          {
            text: t('guide.register.agree', { title: t('agree.title'), button: t('agree.button') }),
          },
        ]
      : []),
    { text: t('guide.register.check', { title: t('confirm.title'), button: t('confirm.button') }) },
    ...(facts.codes ? [{ text: t('guide.register.code', codePage(words)) }] : []),
    { text: t('guide.register.done', { title: t('registered.title') }) },
  ];
  return [
    { kind: 'qr' },
    { kind: 'note', text: t('guide.register.wechat') },
    { kind: 'steps', steps },
    { kind: 'note', text: t('guide.register.phone', { label }) },
    {
      kind: 'note',
      text: t('guide.register.again', {
        confirm: t('confirm.title'),
        title: t('registered.title'),
      }),
    },
  ];
}

function codePage({ t }: Words): Record<'title' | 'button', string> {
  return { title: t('phone.title.bind'), button: t('phone.button') };
}
