import { sendPhoneChanged } from '../registrations/phone-messages.js';
import type { Locale } from '../texts/translate.js';
import type { Services } from './services.js';

/** Tells the old and the new phone that another is bound, after the answer; nobody waits for it. */
export function tellPhones(
  services: Services,
  change: { userId: number; before: string | null; phone: string; locale: Locale },
): void {
  const { frame } = services.codes;
  if (!frame.messenger.configured) return;
  const { userId, before, phone: now, locale } = change;
  const phones = [...new Set([before ?? now, now])];
  services.afterwards(
    Promise.all(
      phones.map((phone) => sendPhoneChanged(frame, { phone, userId, locale }, now)),
    ).then(
      () => undefined,
      () => services.log.warn('nobody could be told of a changed number'),
    ),
  );
}
