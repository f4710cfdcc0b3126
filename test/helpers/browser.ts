import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { userAgents } from './user-agents.js';

const chromiumPath = '/usr/bin/chromium';

/**
 * Debian's chromium, or null where it is not installed: then the test fails if `CI` is set, and else
 * passes with a line in the log.
 */
export async function startBrowser(t: ExecutionContext): Promise<Browser | null> {
  if (!existsSync(chromiumPath)) {
    if (process.env.CI) t.fail('chromium is not installed');
    t.log('left out: chromium is not installed');
    t.pass();
    return null;
  }
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const browser = await chromium.launch({ executablePath: chromiumPath, args });
  t.teardown(() => browser.close());
  return browser;
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** A browser of its own; without JavaScript unless told otherwise. */
export function openDevice(
  browser: Browser,
  options: { device: keyof typeof userAgents; locale: 'zh' | 'en'; javaScriptEnabled?: boolean },
): Promise<BrowserContext> {
  return browser.newContext({
    ignoreHTTPSErrors: true,
    javaScriptEnabled: options.javaScriptEnabled ?? false,
    userAgent: userAgents[options.device],
    locale: options.locale === 'zh' ? 'zh-CN' : 'en-GB',
    viewport:
      options.device === 'desktop' ? { width: 1280, height: 900 } : { width: 390, height: 844 },
    deviceScaleFactor: 2,
  });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

const axeTags = [
  'wcag2a',
  'wcag2aa',
  'wcag2aaa',
  'wcag21a',
  'wcag21aa',
  'wcag22aa',
  'best-practice',
];

/** WCAG 2.2 up to AAA, in light and in dark: every violation and where it is. Needs JavaScript. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axeSource);
    const run = `axe.run({ runOnly: { type: 'tag', values: ${JSON.stringify(axeTags)} } })`;
    const result = (await page.evaluate(run)) as AxeResult;
    for (const { id, nodes } of result.violations) {
      found.push(
        ...nodes.map((node) => `${id} (${colorScheme}): ${node.html} ${node.failureSummary}`),
      );
    }
  }
  return found;
}

/** Writes the page as it looks, light and dark, where `SCREENSHOTS_DIR` asks for it. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS_DIR;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
}
