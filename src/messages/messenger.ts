import { randomUUID } from 'node:crypto';
import type { RunTransaction } from '../database/transaction.js';
import { AppError, isAppError } from '../errors.js';
import { type MessageLimits, takePlace } from './cost-guard.js';
import type { Gateway, Message } from './gateway.js';

export type Outgoing = Omit<Message, 'idempotencyKey'> & {
  /** Whose limit it counts against; null for nobody's. */
  userId: number | null;
};

/** Sends messages through the gateways, in their order. */
export interface Messenger {
  /** Whether a message can leave at all: without a gateway no code is asked for anywhere. */
  readonly configured: boolean;
  /** The gateways' names, in their order. */
  readonly gateways: readonly string[];
  /** Throws `rate_limited`, and `message_undeliverable` when no gateway took it. */
  send(message: Outgoing): Promise<void>;
}

export interface MessengerOptions {
  gateways: readonly Gateway[];
  limits: MessageLimits;
  /** How long one gateway may take. */
  timeoutMs: number;
  transaction: RunTransaction;
  now(): Date;
  /** Told which gateway did not take a message, and its words; no number, no code. */
  onFailure(gateway: string, why: string): void;
}

export function createMessenger(options: MessengerOptions): Messenger {
  const { gateways } = options;
  return {
    configured: gateways.length > 0,
    gateways: gateways.map(({ name }) => name),
    async send({ userId, ...message }) {
      const { to: phone, purpose } = message;
      const place = await takePlace(options, { phone, userId, purpose }, options.now());
      const sent = await throughFirst(options, { ...message, idempotencyKey: randomUUID() });
      await place.update({ state: sent ? 'sent' : 'failed' });
      if (sent) return;
      const words = 'The message could not be sent just now. Try again in a few minutes.';
      throw new AppError('message_undeliverable', words);
    },
  };
}

async function throughFirst(options: MessengerOptions, message: Message): Promise<boolean> {
  for (const gateway of options.gateways) {
    try {
      await inTime(gateway, message, options.timeoutMs);
      return true;
    } catch (error) {
      // Only our own words: a library's error may quote the message.
      const why = isAppError(error) ? error.message : whatKind(error);
      options.onFailure(gateway.name, why);
    }
  }
  return false;
}

/** A gateway that ignores the signal is left behind all the same. */
async function inTime(gateway: Gateway, message: Message, timeoutMs: number): Promise<void> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      stopping.abort();
      reject(new AppError('message_undeliverable', 'It took too long.'));
    }, timeoutMs);
  });
  try {
    await Promise.race([gateway.send(message, stopping.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function whatKind(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return `It failed${/^\w{1,40}$/.test(code) ? ` (${code})` : ''}.`;
}
