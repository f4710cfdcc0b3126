#!/usr/bin/env node
import { isRefused, printable, toJson } from './cli/output.js';
import { terminalIo } from './cli/terminal.js';
import { ConfigError } from './config.js';
import { UsageError } from './errors.js';

/** What a command prints to and reads from; nothing else reaches the terminal. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  env: NodeJS.ProcessEnv;
  /** A secret: typed unseen after `prompt` on a terminal, else all of standard input. */
  secret(prompt: string): Promise<string>;
  /** Whether a person watches standard error. */
  watched: boolean;
  /** Whether a person types standard input. */
  typed: boolean;
}

export interface Command<Io = CommandIo> {
  usage: string;
  /** Gives the exit status: 0 done, 1 refused or failed. Wrong usage is thrown as UsageError. */
  run(args: string[], io: Io): Promise<number>;
}

/** Each command is loaded when it is asked for: a release engineer's never loads the server. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve-command.js')).serveCommand,
  migrate: async () => (await import('./operator/migrate.js')).migrateCommand,
  admin: async () => (await import('./operator/admin.js')).adminCommand,
  token: async () => (await import('./operator/token.js')).tokenCommand,
  roster: async () => (await import('./operator/roster.js')).rosterCommand,
  directory: async () => (await import('./operator/directory.js')).directoryCommand,
  login: async () => (await import('./cli/commands/login.js')).loginCommand,
  inspect: async () => (await import('./cli/commands/inspect.js')).inspectCommand,
  upload: async () => (await import('./cli/commands/upload.js')).uploadCommand,
  publish: async () => (await import('./cli/commands/publish.js')).publishCommand,
  promote: async () => (await import('./cli/commands/promote.js')).promoteCommand,
  rollout: async () => (await import('./cli/commands/rollout.js')).rolloutCommand,
  withdraw: async () => (await import('./cli/commands/withdraw.js')).withdrawCommand,
  list: async () => (await import('./cli/commands/list.js')).listCommand,
};

const usage = `Usage: slipway COMMAND [OPTION ...]

The operator's commands, on this server's configuration, also beside a running server:
  serve           run the server
  migrate         bring the database up to date
  admin create    make an account for the console
  token create    make an API token
  roster import   bring people in from a CSV file
  roster codes    make activation codes
  directory departures
                  suspend those whom the LDAP directory has no more

The release engineer's commands:
  login           keep a server's address and an API token
  inspect         judge and read a build file, without a server
  upload          send builds, and publish them if told
  publish         make a build the release that people get
  promote         publish on one channel what is current on another
  rollout         offer a release to more people, or pause, resume or halt that
  withdraw        take a release back
  list            list apps, builds or releases

"slipway COMMAND --help" explains one. With --json a command prints one JSON document and nothing
else. Exit status: 0 done, 1 refused or failed, 2 wrong usage.
`;

async function run(args: string[], io: CommandIo): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === 'help') {
    io.out(usage);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const problem = name === '' ? 'name a command' : `there is no command "${name}"`;
    return wrongUsage(io, args, { problem: `slipway: ${problem}`, usage });
  }
  const command = await load();
  if (rest.includes('--help')) {
    io.out(command.usage);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!isWrongUsage(error)) throw error;
    const problem = `slipway ${name}: ${error.message}`;
    return wrongUsage(io, args, { problem, usage: command.usage });
  }
}

/** For a person the usage; with `--json` one document more, on standard output. */
function wrongUsage(
  io: CommandIo,
  args: readonly string[],
  { problem, usage: explained }: { problem: string; usage: string },
): number {
  io.err(`${printable(problem)}\n\n${explained}`);
  if (args.includes('--json')) io.out(toJson({ code: 'wrong_usage', detail: problem }));
  return 2;
}

function isWrongUsage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}

const args = process.argv.slice(2);
const io = terminalIo(process.env);

try {
  process.exitCode = await run(args, io);
} catch (error) {
  io.err(explain(error));
  if (args.includes('--json')) io.out(toJson(refusal(error)));
  process.exitCode = 1;
}

/** One line for what an operator can mend; the whole story for what only we can. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return `The configuration is not right:\n${error.message}\n`;
  if (isRefused(error)) return `${printable(`${error.code}: ${error.message}`)}\n`;
  if (!(error instanceof Error)) return `${String(error)}\n`;
  return isFromOutside(error) ? `slipway: ${error.message}\n` : `${error.stack}\n`;
}

/** The disk, the network, the database's file: nothing of ours went wrong. */
function isFromOutside(error: Error): boolean {
  if ('syscall' in error || /^(SequelizeConnection|PendingMigrations)/.test(error.name))
    return true;
  const parent: unknown = 'parent' in error ? error.parent : undefined;
  const code = parent instanceof Error && 'code' in parent ? String(parent.code) : '';
  return /^SQLITE_(NOTADB|CORRUPT|FULL|READONLY|CANTOPEN|IOERR|BUSY)/.test(code);
}

function refusal(error: unknown): Record<string, unknown> {
  if (isRefused(error)) return { ...error.details, code: error.code, detail: error.message };
  return { code: 'failed', detail: error instanceof Error ? error.message : String(error) };
}
