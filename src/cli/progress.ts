import type { CommandIo } from '../main.js';
import { printable } from './output.js';

const everyMs = 100;
const barWidth = 24;

/** Tells on standard error how far an upload is: a bar where a person watches, else one line. */
export function uploadProgress(io: CommandIo, name: string, quiet: boolean) {
  const shown = printable(name);
  let told = 0;
  if (!io.watched && !quiet) io.err(`sending ${shown}\n`);
  return {
    update(sent: number, total: number): void {
      const now = performance.now();
      if (!io.watched || (now - told < everyMs && sent < total)) return;
      told = now;
      io.err(`\r${bar(sent, total)} ${shown}${sent < total ? '' : ' judging …'}\u001b[K`);
    },
    /** Clears the bar. */
    end(): void {
      if (io.watched) io.err('\r\u001b[K');
    },
  };
}

function bar(sent: number, total: number): string {
  const filled = Math.round((barWidth * sent) / total);
  const percent = `${Math.floor((100 * sent) / total)}`.padStart(3);
  return `[${'#'.repeat(filled).padEnd(barWidth)}] ${percent} %`;
}
