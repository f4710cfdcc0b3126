import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** What never reaches a log line, wherever it stands in what is logged. */
const redacted = [
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
    serializers: { err: plainError },
    redact: { paths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * What an error tells without the values it is about: Sequelize's carry the statement and its
 * parameters, PostgreSQL's the row, with telephone numbers and hashes in them.
 */
function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { type, message, stack } = pino.stdSerializers.err(error);
  const parent: unknown = 'parent' in error ? error.parent : error;
  // Not named `code`: that is a person's activation code, and cut.
  const errorCode = parent instanceof Error && 'code' in parent ? parent.code : undefined;
  return { type, errorCode, message, stack };
}

const ticketInPath = /^\/d\/[^/]+/;
/** Also where somebody wrote the path wrong: it opens its file all the same. */
const ticket = /v1\.[\w-]+\.[\w-]+\.[\w-]+/g;

/** A request's path as it may be logged: tickets are cut. */
export function loggablePath(path: string): string {
  return path.replace(ticketInPath, '/d/[ticket]').replace(ticket, '[ticket]');
}
