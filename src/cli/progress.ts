import type { CommandIo } from '../main.js';
import { printable } from './output.js';
import type { UploadHooks } from './resumable-upload.js';

const everyMs = 100;
const barWidth = 24;
/** Speed is that of the last seconds, not of what was sent before a cut. */
const windowMs = 5_000;

/**
 * Tells on standard error how far an upload is: a bar with speed and time left where a person
 * watches, else a line at each tenth.
 */
export function uploadProgress(
  io: CommandIo,
  name: string,
  quiet: boolean,
): UploadHooks & { end(): void } {
  const shown = printable(name);
  const line = (text: string) => {
    if (!quiet || io.watched) io.err(`${io.watched ? '\r\u001b[K' : ''}${text}\n`);
  };
  const speed = speedometer();
  let told = 0;
  let tenths = 0;
  const draw = (sent: number, total: number) => {
    const now = performance.now();
    speed.note(sent, now);
    if (now - told < everyMs && sent < total) return;
    told = now;
    const rest = sent < total ? rateText(speed.perSecond(), total - sent) : 'judging …';
    io.err(`\r${bar(sent, total)} ${shown} ${rest}\u001b[K`);
  };
  if (!io.watched && !quiet) io.err(`sending ${shown}\n`);
  return {
    onProgress(sent, total) {
      if (io.watched) return draw(sent, total);
      const reached = Math.floor((10 * sent) / total);
      if (reached > tenths) line(`${shown}: ${reached * 10} % of ${megabytes(total)} MB`);
      tenths = Math.max(reached, tenths);
    },
    onWait(error, milliseconds) {
      const again = (milliseconds / 1000).toFixed(1);
      line(`${shown}: ${printable(error.message)}; trying again in ${again} s`);
    },
    /** Clears the bar. */
    end() {
      if (io.watched) io.err('\r\u001b[K');
    },
  };
}

function speedometer() {
  let notes: { sent: number; at: number }[] = [];
  return {
    note(sent: number, at: number) {
      const last = notes.at(-1);
      if (last !== undefined && sent < last.sent) notes = [];
      notes = [...notes.filter((note) => at - note.at < windowMs), { sent, at }];
    },
    /** Bytes; 0 where that is not known. */
    perSecond(): number {
      const [first, last] = [notes[0], notes.at(-1)];
      if (first === undefined || last === undefined || last.at === first.at) return 0;
      return ((last.sent - first.sent) / (last.at - first.at)) * 1000;
    },
  };
}

function bar(sent: number, total: number): string {
  const filled = Math.round((barWidth * sent) / total);
  const percent = `${Math.floor((100 * sent) / total)}`.padStart(3);
  return `[${'#'.repeat(filled).padEnd(barWidth)}] ${percent} %`;
}

function rateText(perSecond: number, left: number): string {
  if (perSecond === 0) return '';
  const seconds = Math.ceil(left / perSecond);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return `${megabytes(perSecond)} MB/s, ${clock} left`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
