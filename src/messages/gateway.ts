/** What a message is for; a vendor's approved template belongs to each. */
export type MessagePurpose = 'code' | 'phone-changed';

/** One message to one telephone. */
export interface Message {
  /** E.164. */
  to: string;
  purpose: MessagePurpose;
  locale: 'zh' | 'en';
  /** What a vendor's template is filled with, in the order of its places. */
  variables: Readonly<Record<string, string>>;
  /** The whole message, for gateways that take a text. */
  text: string;
  /** The same for the same message: a gateway that got it twice sends it once. */
  idempotencyKey: string;
}

/** A way to a telephone. */
export interface Gateway {
  readonly name: string;
  /** Resolves once the other side took the message; rejects when it did not or the signal said stop. */
  send(message: Message, signal: AbortSignal): Promise<void>;
}

/** The number as a gateway inside the country may want it: without +86, else as it is. */
export function domesticNumber(phone: string): string {
  return phone.replace(/^\+86(?=1\d{10}$)/, '');
}
