import type { Messenger } from '../messages/messenger.js';
import { type Locale, translate } from '../texts/translate.js';

/** What the words of a message need to know of this server. */
export interface MessageFrame {
  messenger: Messenger;
  /** The host in PUBLIC_URL: phones offer the code on its pages alone. */
  host: string;
  /** The sender 【签名】, or ''. */
  signature: string;
}

export interface Receiver {
  /** E.164. */
  phone: string;
  userId: number;
  locale: Locale;
}

/** Sends a code. Its last line is what iOS and Android read it from for that host. */
export function sendCodeMessage(
  frame: MessageFrame,
  { phone, userId, locale }: Receiver,
  code: string,
  minutes: number,
): Promise<void> {
  const words = translate(locale, 'phone.message.code', { code, minutes });
  const text = `${signed(frame, words)}\n\n@${frame.host} #${code}`;
  const variables = { code, minutes: String(minutes) };
  return frame.messenger.send({ to: phone, purpose: 'code', locale, variables, text, userId });
}

/** Tells a telephone that another is bound now; the number itself is not in it. */
export function sendPhoneChanged(
  frame: MessageFrame,
  { phone, userId, locale }: Receiver,
  newPhone: string,
): Promise<void> {
  const ending = newPhone.slice(-4);
  const text = signed(frame, translate(locale, 'phone.message.changed', { ending }));
  const variables = { ending };
  const purpose = 'phone-changed';
  return frame.messenger.send({ to: phone, purpose, locale, variables, text, userId });
}

function signed({ signature }: MessageFrame, words: string): string {
  return signature === '' ? words : `【${signature}】${words}`;
}
