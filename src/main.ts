#!/usr/bin/env node
import { ConfigError } from './config.js';
import { isAppError } from './errors.js';

/** What a command prints to and reads from; nothing else reaches the terminal. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  env: NodeJS.ProcessEnv;
}

/** Gives the exit status: 0 done, 1 refused or failed, 2 wrong usage. */
type Command = (args: string[], io: CommandIo) => Promise<number>;

/** Each command is loaded when it is asked for: a release engineer's never loads the server. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve-command.js')).serveCommand,
  inspect: async () => (await import('./cli/commands/inspect.js')).inspectCommand,
};

const usage = `Usage: slipway COMMAND [OPTION ...]

The operator's commands, on this server's configuration:
  serve      run the server

The release engineer's commands:
  inspect    judge and read a build file, without a server
`;

async function run(args: string[], io: CommandIo): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === 'help') {
    io.out(usage);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    io.err(name === '' ? usage : `slipway: there is no command "${name}"\n\n${usage}`);
    return 2;
  }
  const command = await load();
  return command(rest, io);
}

const io: CommandIo = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  env: process.env,
};

try {
  process.exitCode = await run(process.argv.slice(2), io);
} catch (error) {
  io.err(explain(error));
  process.exitCode = 1;
}

/** One line for what an operator can mend; the whole story for what only we can. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return `The configuration is not right:\n${error.message}\n`;
  if (isAppError(error)) return `${error.code}: ${error.message}\n`;
  if (!(error instanceof Error)) return `${String(error)}\n`;
  const fromOutside = 'syscall' in error || error.name.startsWith('SequelizeConnection');
  return fromOutside ? `slipway: ${error.message}\n` : `${error.stack}\n`;
}
