import { text } from 'node:stream/consumers';
import type { CommandIo } from '../main.js';

/** The process's own streams as commands see them. */
export function terminalIo(env: NodeJS.ProcessEnv): CommandIo {
  const { stdin, stdout, stderr } = process;
  return {
    out: (line) => stdout.write(line),
    err: (line) => stderr.write(line),
    env,
    watched: stderr.isTTY === true,
    typed: stdin.isTTY === true,
    async secret(prompt) {
      if (stdin.isTTY !== true) return (await text(stdin)).replace(/\r?\n$/, '');
      return typeUnseen(stdin, prompt);
    },
  };
}

/** One line from the keyboard that is not shown. Ctrl-C ends the process, as it does elsewhere. */
function typeUnseen(stdin: NodeJS.ReadStream, prompt: string): Promise<string> {
  // Unseen from the first key on: the prompt comes after.
  stdin.setRawMode(true).setEncoding('utf8').resume();
  process.stderr.write(prompt);
  return new Promise((resolve) => {
    let typed = '';
    const end = () => {
      stdin.off('data', read).setRawMode(false).pause();
      process.stderr.write('\n');
    };
    const read = (keys: string) => {
      for (const key of keys) {
        if (key === '\r' || key === '\n' || key === '\u0004') {
          end();
          resolve(typed);
          return;
        }
        if (key === '\u0003') {
          end();
          process.exit(130);
        }
        typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key;
      }
    };
    stdin.on('data', read);
  });
}
