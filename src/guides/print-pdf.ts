import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { AppError, isAppError } from '../errors.js';
import type { FileStore } from '../storage/file-store.js';
import { contentKey } from '../storage/keys.js';

/** Makes a PDF of a whole HTML document, one that fetches nothing. Throws `pdf_unavailable`, `busy`. */
export type PrintPdf = (html: string) => Promise<Buffer>;

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const timeoutMs = 40_000;
/** Each may take as long as `timeoutMs`: nobody waits behind more than these. */
const mostAtOnce = 5;
const largestPdfBytes = 32 * 1024 * 1024;

/**
 * Prints through a headless Chromium, one at a time. The same document is printed once and kept:
 * anyone may ask for a guide, and nobody can have the browser started again by asking again. Null
 * where this machine has no Chromium.
 */
export function createPdfPrinter(options: {
  executable: string | undefined;
  store: Pick<FileStore, 'readSmall' | 'writeSmall'>;
}): PrintPdf | null {
  const executable = options.executable ?? places.find((place) => existsSync(place));
  if (executable === undefined) return null;
  const one = pLimit(1);
  return async (html) => {
    const sha256 = createHash('sha256').update(html).digest('hex');
    const key = contentKey('guides', sha256, 'pdf');
    const kept = await readKept(options.store, key);
    if (kept !== null) return kept;
    if (one.activeCount + one.pendingCount >= mostAtOnce) {
      throw new AppError('busy', 'Too many guides are printed just now. Try again in a minute.');
    }
    return one(async () => {
      const meanwhile = await readKept(options.store, key);
      if (meanwhile !== null) return meanwhile;
      const pdf = await print(executable, html);
      await options.store.writeSmall(key, pdf);
      return pdf;
    });
  };
}

async function readKept(store: Pick<FileStore, 'readSmall'>, key: string): Promise<Buffer | null> {
  try {
    return await store.readSmall(key, largestPdfBytes);
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    throw error;
  }
}

async function print(executable: string, html: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-guide-'));
  try {
    const [page, pdf] = [join(folder, 'guide.html'), join(folder, 'guide.pdf')];
    await writeFile(page, html);
    const flags = [
      '--headless',
      '--disable-gpu',
      '--no-first-run',
      '--disable-extensions',
      '--disable-background-networking',
      '--disable-component-update',
      // The document brings all that it needs and holds no script; nothing is fetched.
      '--host-resolver-rules=MAP * ~NOTFOUND',
      // Chromium's sandbox does not work for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'profile')}`,
      '--no-pdf-header-footer',
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ];
    await promisify(execFile)(executable, flags, { timeout: timeoutMs, killSignal: 'SIGKILL' });
    return await readFile(pdf);
  } catch (cause) {
    throw new AppError('pdf_unavailable', 'The PDF could not be made. Print the page instead.', {
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
