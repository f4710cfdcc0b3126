import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from '../src/artifacts/inspect.js';
import { buildIpa } from '../test/helpers/artifacts/ipa.js';
import { writeLargeDeflatedIpa, writeLargeIpa } from '../test/helpers/artifacts/large-files.js';
import { defaultAppleLikeChain } from '../test/helpers/artifacts/signers.js';

// How long an IPA of 1 GiB takes to judge, as a ratio to openssl's bare SHA-256 over the same bytes
// in the same run; and the memory it takes. `npm run build && node dist/bench/verify-ipa.js [MiB]`

const mebibyte = 1024 * 1024;
const maxRss = 200;

async function main(): Promise<void> {
  const size = Number(process.argv[2] ?? 1024) * mebibyte;
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  const path = join(folder, 'large.ipa');
  const anchor = join(folder, 'root.pem');
  try {
    await writeFile(anchor, defaultAppleLikeChain().root.pem);
    await writeLargeIpa(path, size);
    await compare('stored', `openssl dgst -sha256 '${path}'`, 3, path);
    await writeLargeDeflatedIpa(path, size);
    await compare('deflated', `unzip -p '${path}' | openssl dgst -sha256`, 1.5, path);
    await writeFile(path, buildIpa({ codeSize: size / 4, codeDirectories: ['sha1', 'sha256'] }));
    await compare('executable', `unzip -p '${path}' | openssl dgst -sha256`, null, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare(name: string, reference: string, bar: number | null, path: string) {
  const bare = Math.min(await timed(reference), await timed(reference));
  const runs = [await judged(path), await judged(path)];
  const ours = Math.min(...runs.map(({ seconds }) => seconds));
  const rss = Math.max(...runs.map(({ rss: each }) => each));
  const ratio = ours / bare;
  const isGood = (bar === null || ratio < bar) && rss < maxRss;
  console.log(
    `${name}: ${ours.toFixed(2)} s, reference ${bare.toFixed(2)} s, ratio ${ratio.toFixed(2)}` +
      `${bar === null ? '' : ` (bar ${bar})`}, ${rss.toFixed(0)} MiB (bar ${maxRss})${isGood ? '' : ' MISSED'}`,
  );
  if (!isGood) process.exitCode = 1;
}

async function timed(command: string): Promise<number> {
  const start = performance.now();
  await output('sh', ['-c', command]);
  return (performance.now() - start) / 1000;
}

/** In a process of its own, so that the memory is that of judging alone. */
async function judged(path: string): Promise<{ seconds: number; rss: number }> {
  return JSON.parse(
    await output(process.execPath, [fileURLToPath(import.meta.url), 'judge', path]),
  );
}

async function judge(path: string): Promise<void> {
  const anchors = [await readFile(join(path, '..', 'root.pem'), 'utf8')];
  const start = performance.now();
  const deadlineMs = 120_000;
  const { accepted, ...rest } = await inspect(path, {
    fileName: 'large.ipa',
    now: new Date(),
    anchors,
    deadlineMs,
  });
  if (!accepted) throw new Error(JSON.stringify(rest));
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ seconds, rss: await peakMemory() }));
}

/** In MiB. Not `ru_maxrss`, which a process takes over from the one that started it. */
async function peakMemory(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

function output(program: string, parameters: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${program} ended with ${code}`));
    });
  });
}

if (process.argv[2] === 'judge') await judge(process.argv[3] ?? '');
else await main();
