import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** What never reaches a log line, wherever it stands in what is logged. */
export const redacted = [
  'authorization',
  'cookie',
  'password',
  'newPassword',
  'code',
  'activationCode',
  'csrf',
  'ticket',
  'token',
  'phone',
  'udid',
  'secret',
] as const;

/** The JSON logger. error = someone must look; warn = refused and suspicious; info = a thing happened. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const paths = redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const ticketInPath = /^\/d\/[^/]+/;

/** A request's path as it may be logged: the ticket in a download path is cut. */
export function loggablePath(path: string): string {
  return path.replace(ticketInPath, '/d/[ticket]');
}
