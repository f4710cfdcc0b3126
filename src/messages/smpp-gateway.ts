import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { AppError } from '../errors.js';
import type { Gateway } from './gateway.js';

export interface SmppSettings {
  /** smpp://system-id:password@host:2775, or smpps:// */
  url: string;
  /** The sender's number or name, as the carrier gave it. */
  sender: string;
}

/** What is used of the library, which has no types. */
interface Smpp {
  connect(options: { host: string; port: number; tls: boolean }): SmppSession;
}

interface SmppSession {
  on(event: string, listener: (problem: Error) => void): void;
  bind_transceiver(pdu: Pdu, answered: (pdu: Pdu) => void): void;
  submit_sm(pdu: Pdu, answered: (pdu: Pdu) => void): void;
  unbind(pdu: Pdu): void;
  destroy(): void;
}

type Pdu = Record<string, unknown>;

const ucs2 = 8;

/**
 * A carrier's SMSC over SMPP 3.4: bind, one `submit_sm` a part (UCS-2), unbind. A connection a
 * message: codes are rare, and nothing has to be kept alive or made good after a break.
 */
export function smppGateway(settings: SmppSettings): Gateway {
  return {
    name: 'smpp',
    send(message, signal) {
      const url = new URL(settings.url);
      const tls = url.protocol === 'smpps:';
      const port = Number(url.port || (tls ? 3550 : 2775));
      const library = createRequire(import.meta.url)('smpp') as Smpp;
      const session = library.connect({ host: url.hostname, port, tls });
      return new Promise<void>((resolve, reject) => {
        const end = (problem?: Error) => {
          signal.removeEventListener('abort', stop);
          session.destroy();
          if (problem === undefined) resolve();
          else reject(problem);
        };
        const stop = () => end(new AppError('message_undeliverable', 'The SMSC took too long.'));
        signal.addEventListener('abort', stop, { once: true });
        session.on('error', () => end(refused('the connection failed')));
        session.on('close', () => end(refused('the connection was closed')));
        session.on(tls ? 'secureConnect' : 'connect', () => {
          submitAll(session, settings, url, message).then(() => end(), end);
        });
      });
    },
  };
}

async function submitAll(
  session: SmppSession,
  settings: SmppSettings,
  url: URL,
  message: { to: string; text: string },
): Promise<void> {
  const system_id = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  await request((done) => session.bind_transceiver({ system_id, password }, done));
  for (const short_message of parts(message.text)) {
    const pdu = {
      source_addr: settings.sender,
      source_addr_ton: /^\d+$/.test(settings.sender) ? 0 : 5,
      destination_addr: message.to.slice(1),
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      data_coding: ucs2,
      esm_class: short_message.udh === undefined ? 0 : 0x40,
      short_message,
    };
    await request((done) => session.submit_sm(pdu, done));
  }
  session.unbind({});
}

async function request(ask: (done: (pdu: Pdu) => void) => void): Promise<void> {
  const { command_status: status } = await new Promise<Pdu>((resolve) => ask(resolve));
  if (status !== 0) throw refused(`status ${Number(status)}`);
}

/** 70 characters of UCS-2 in one; else 67 a part, each with a header that says which of how many. */
function parts(text: string): { message: string; udh?: Buffer }[] {
  if (text.length <= 70) return [{ message: text }];
  const reference = randomInt(256);
  const pieces = text.match(/[\s\S]{1,67}/g) ?? [];
  return pieces.map((message, index) => ({
    message,
    udh: Buffer.from([5, 0, 3, reference, pieces.length, index + 1]),
  }));
}

function refused(why: string): AppError {
  return new AppError('message_undeliverable', `The SMSC refused: ${why}.`);
}
