import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';

export interface ToolResult {
  ok: boolean;
  /** Standard output, then standard error. */
  output: string;
}

/**
 * Whether all these programs are installed. Where one is not, the test fails if `CI` is set, and
 * else passes with a line in the log.
 */
export function haveTools(t: ExecutionContext, ...tools: readonly string[]): boolean {
  const missing = tools.filter((tool) => !isInstalled(tool));
  if (missing.length === 0) return true;
  if (process.env.CI) t.fail(`not installed: ${missing.join(', ')}`);
  t.log(`left out: ${missing.join(', ')} not installed`);
  t.pass();
  return false;
}

export async function runTool(tool: string, ...parameters: readonly string[]): Promise<ToolResult> {
  try {
    const { stdout, stderr } = await promisify(execFile)(tool, parameters);
    return { ok: true, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error)) throw error;
    return { ok: false, output: `${error.stdout}${error.stderr}` };
  }
}

/** A function that writes a file into a folder of the test's own and gives its path. */
export async function scratchFolder(t: ExecutionContext) {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-tools-'));
  t.teardown(() => rm(folder, { recursive: true }));
  return async (name: string, data: string | Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, data);
    return path;
  };
}

function isInstalled(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
