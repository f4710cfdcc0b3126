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
  if (error instanceof ConfigError) io.err(`The configuration is not right:\n${error.message}\n`);
  else if (isAppError(error)) io.err(`${error.code}: ${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}
