import { createTransport } from 'nodemailer';
import { domesticNumber, type Gateway } from './gateway.js';

export interface SmtpSettings {
  /** smtp://user:password@host:587 or smtps:// */
  url: string;
  from: string;
  /** The address of a mail-to-text service; `{phone}` is the number without its +, `{national}` without +86. */
  to: string;
}

/** A mail server: for a mail-to-text service, or for a desk that passes codes on. */
export function smtpGateway(settings: SmtpSettings, timeoutMs: number): Gateway {
  return {
    name: 'smtp',
    async send({ to, text, idempotencyKey }, signal) {
      const transport = createTransport({
        url: settings.url,
        // A code is no postcard: TLS, but for a relay of this machine.
        requireTLS: !isThisMachine(settings.url),
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const stop = () => transport.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await transport.sendMail({
          from: settings.from,
          to: settings.to
            .replaceAll('{phone}', to.slice(1))
            .replaceAll('{national}', domesticNumber(to)),
          // The code is in the text alone: subjects are shown on locked screens and kept in logs.
          subject: 'Slipway',
          text,
          headers: { 'X-Idempotency-Key': idempotencyKey },
        });
      } finally {
        signal.removeEventListener('abort', stop);
        transport.close();
      }
    },
  };
}

function isThisMachine(url: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);
}
