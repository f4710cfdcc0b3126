import { createHmac } from 'node:crypto';
import type { Gateway } from './gateway.js';
import { post } from './post.js';

/**
 * The organisation's own sender: a POST of JSON, with `X-Signature: t=<seconds>,v1=<hex>`, where
 * `v1` is HMAC-SHA256 over `<seconds>.<body>`, and `Idempotency-Key`. Any 2xx means taken.
 */
export function webhookGateway(
  settings: { url: string; secret: string },
  now: () => Date,
): Gateway {
  return {
    name: 'webhook',
    async send({ to, purpose, locale, variables, text, idempotencyKey }, signal) {
      const body = JSON.stringify({ to, purpose, locale, variables, text, idempotencyKey });
      const seconds = Math.floor(now().getTime() / 1000);
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
        'X-Signature': `t=${seconds},v1=${webhookSignature(settings.secret, seconds, body)}`,
      };
      await post(settings.url, { headers, body }, signal);
    },
  };
}

export function webhookSignature(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}
