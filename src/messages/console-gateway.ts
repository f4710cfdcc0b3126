import type { Gateway } from './gateway.js';

/** For development: writes the whole message to the log, the code with it, always as a warning. */
export function consoleGateway(warn: (line: string) => void): Gateway {
  return {
    name: 'console',
    async send({ text }) {
      warn(`DEVELOPMENT ONLY: a message that no telephone got: ${text}`);
    },
  };
}
