import parsePhoneNumber from 'libphonenumber-js/max';

/** A phone number as E.164; null when it is not a number that can exist. Without a country code it is Chinese. */
export function normalisePhone(text: string): string | null {
  const number = parsePhoneNumber(text, 'CN');
  return number?.isValid() ? number.number : null;
}

/** A mobile number as a person types it, as E.164; null when no message could reach it. */
export function normaliseMobile(typed: string): string | null {
  const number = parsePhoneNumber(typed.normalize('NFKC'), 'CN');
  if (!number?.isValid()) return null;
  const type = number.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' ? number.number : null;
}

/** Whether a message can reach it: China tells mobile phones from others, some countries do not. */
export function isMobilePhone(phone: string): boolean {
  const type = parsePhoneNumber(phone)?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

/** A phone number as it may be shown: `138 **** 8000`. */
export function maskPhone(phone: string): string {
  const national = String(parsePhoneNumber(phone)?.nationalNumber ?? phone);
  const first = national.length >= 10 ? `${national.slice(0, 3)} ` : '';
  return `${first}**** ${national.slice(-4)}`;
}
