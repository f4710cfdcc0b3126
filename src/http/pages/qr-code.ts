import { create } from 'qrcode';

/** A QR code to draw: an SVG path over `side` × `side` units, quiet zone included. */
export interface QrCode {
  side: number;
  path: string;
  /** What it says. */
  text: string;
}

/** ISO/IEC 18004 asks for four modules of white on every side. */
const quiet = 4;

/** Draws a text as a QR code that survives a fold in the paper (level M). */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) =>
    runsOf(Array.from({ length: modules.size }, (_, x) => modules.get(y, x) === 1))
      .map(([x, width]) => `M${x + quiet} ${y + quiet}h${width}v1h-${width}z`)
      .join(''),
  );
  return { side: modules.size + 2 * quiet, path: rows.join(''), text };
}

/** The dark stretches of a row, as start and length. */
function runsOf(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (dark && last && last[0] + last[1] === x) last[1] += 1;
    else if (dark) runs.push([x, 1]);
  }
  return runs;
}
