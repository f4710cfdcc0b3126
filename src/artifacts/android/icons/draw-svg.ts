import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./draw-process.js', import.meta.url));

const defaultDeadlineMs = 4000;

/**
 * An SVG document as a PNG; null where nothing can be seen on it, and where it cannot be drawn before
 * the deadline. It is drawn in a process of its own: a few thousand curves may keep the renderer busy for
 * an hour, and neither a thread's deadline nor its end stops it.
 */
export async function drawSvg(
  document: string,
  deadlineMs = defaultDeadlineMs,
): Promise<Buffer | null> {
  const child = spawn(process.execPath, ['--max-old-space-size=64', program, String(deadlineMs)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
  // a process that ended early is told by its exit code
  child.stdin.on('error', () => undefined);
  child.stdin.end(document);
  const [bytes, code] = await Promise.all([buffer(child.stdout), ended]);
  return code === 0 && bytes.length > 0 ? bytes : null;
}
