import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from '../src/artifacts/inspect.js';
import { writeLargeApk } from '../test/helpers/artifacts/large-files.js';

// How long an APK of 1 GiB (v2 and v3) takes to judge, beside openssl's bare SHA-256 over the same
// file in the same run; and the memory it takes. `npm run bench:verify`

const mebibyte = 1024 * 1024;
const bar = { ratio: 1.2, seconds: 1, rss: 160 };

async function main(): Promise<void> {
  const size = Number(process.argv[2] ?? 1024) * mebibyte;
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  const path = join(folder, 'large.apk');
  try {
    await writeLargeApk(path, size);
    const bare: number[] = [];
    const runs: Judged[] = [];
    for (let round = 0; round < 3; round += 1) {
      bare.push(await timed('openssl', 'dgst', '-sha256', path));
      runs.push(await judged(path));
    }
    print(Math.min(...bare), runs);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Judged {
  seconds: number;
  rss: number;
}

function print(bare: number, runs: readonly Judged[]): void {
  const ours = Math.min(...runs.map(({ seconds }) => seconds));
  const rss = Math.max(...runs.map((run) => run.rss));
  const allowed = bar.ratio * bare + bar.seconds;
  const isGood = ours <= allowed && rss < bar.rss;
  console.log(
    `APK v2 and v3: ${ours.toFixed(2)} s, openssl ${bare.toFixed(2)} s, ratio ${(ours / bare).toFixed(2)} ` +
      `(bar ${bar.ratio} × openssl + ${bar.seconds} s = ${allowed.toFixed(2)} s), ` +
      `${rss.toFixed(0)} MiB (bar ${bar.rss})${isGood ? '' : ' MISSED'}`,
  );
  if (!isGood) process.exitCode = 1;
}

async function timed(program: string, ...parameters: string[]): Promise<number> {
  const start = performance.now();
  await output(program, parameters);
  return (performance.now() - start) / 1000;
}

/** In a process of its own, so that the memory is that of judging alone. */
async function judged(path: string): Promise<Judged> {
  return JSON.parse(
    await output(process.execPath, [fileURLToPath(import.meta.url), 'judge', path]),
  );
}

async function judge(path: string): Promise<void> {
  const start = performance.now();
  const { accepted, ...rest } = await inspect(path, {
    fileName: 'large.apk',
    now: new Date(),
    anchors: [],
    deadlineMs: 120_000,
  });
  if (!accepted) throw new Error(JSON.stringify(rest));
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ seconds, rss: process.resourceUsage().maxRSS / 1024 }));
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
