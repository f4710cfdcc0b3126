import { fileURLToPath } from 'node:url';
import { hasAdministrator } from './accounts/administrators.js';
import { writeSetupCode } from './accounts/setup-code.js';
import { readConfig } from './config.js';
import { UsageError } from './errors.js';
import { createLogger } from './log.js';
import type { Command, CommandIo } from './main.js';
import { serve } from './serve.js';

/** Templates stand beside `dist`, whichever way the package was installed. */
const templatesDir = fileURLToPath(new URL('../../templates', import.meta.url));

/** `slipway serve`. */
export const serveCommand: Command = {
  usage: `Usage: slipway serve

Runs the server until it is told to stop (SIGTERM, SIGINT); running downloads may end. It is
configured by the environment: README.md lists the settings.
`,
  run: serveUntilStopped,
};

/** Runs until it is told to stop (SIGTERM, SIGINT), then lets running downloads end. */
async function serveUntilStopped(args: string[], io: CommandIo): Promise<number> {
  if (args.length > 0) throw new UsageError('takes no arguments');
  const config = readConfig(io.env);
  const log = createLogger(config.LOG_LEVEL);
  const server = await serve({ config, log, templatesDir });
  await tellSetupCode(config.STORAGE_DIR, config.PUBLIC_URL, io);
  await stopSignal();
  log.info('stopping');
  await server.stop();
  return 0;
}

/** On a terminal the code is shown; anywhere else it would land in a log, so it stays in its file. */
async function tellSetupCode(storageDir: string, publicUrl: string, io: CommandIo): Promise<void> {
  if (await hasAdministrator()) return;
  const code = await writeSetupCode(storageDir);
  const where = process.stderr.isTTY
    ? `this code: ${code}`
    : `the code in ${storageDir}/setup-code`;
  io.err(`\nMake the first administrator at ${publicUrl}/console/setup with ${where}\n\n`);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
