import test from 'ava';
import { openDevice, startBrowser } from '../helpers/browser.js';
import { furnishPersonPath, signInPeople } from '../helpers/person-path.js';
import { startServer } from '../helpers/server.js';

/** 400 kbit/s and 400 ms there and back: a phone at the edge of a village. */
const slow = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
};
const mostMs = 1500;
/** The machine may be busy with something else; the network is what is measured. */
const tries = 3;

const pages = [
  ['visitor', ''],
  ['visitor', '/register'],
  ['arriving', '/confirm'],
  ['registered', '/registered'],
  ['registered', '/download'],
  ['registered', '/trust'],
] as const;

const firstPaint = `new Promise((done) => new PerformanceObserver((list) => {
  const [entry] = list.getEntriesByName('first-contentful-paint');
  if (entry) done(entry.startTime);
}).observe({ type: 'paint', buffered: true }))`;

test.serial('a page is painted within 1.5 s over a slow line that is open already', async (t) => {
  const browser = await startBrowser(t);
  if (browser === null) return;
  const server = await startServer(t);
  await furnishPersonPath(server);
  const people = await signInPeople(server);

  async function paintedAfter(person: (typeof pages)[number][0], path: string): Promise<number> {
    if (browser === null) return 0;
    const options = { device: 'iphone', locale: 'zh', javaScriptEnabled: true } as const;
    // A context of its own: nothing is kept from the page before, not even the style sheet.
    const context = await openDevice(browser, options);
    const jar = [...(people.get(person) ?? [])];
    await context.addCookies(jar.map(([name, value]) => ({ name, value, url: server.url })));
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await page.goto(`${server.url}/healthz`);
    await devTools.send('Network.enable');
    await devTools.send('Network.emulateNetworkConditions', slow);
    await page.goto(`${server.url}/a/campus${path}`);
    const ms = Number(await page.evaluate(firstPaint));
    await context.close();
    return ms;
  }

  for (const [person, path] of pages) {
    const measured: number[] = [];
    do measured.push(Math.round(await paintedAfter(person, path)));
    while (Math.min(...measured) > mostMs && measured.length < tries);
    t.log(`/a/campus${path}: ${measured.join(', ')} ms`);
    t.true(Math.min(...measured) <= mostMs, `${path}: ${measured.join(', ')} ms`);
  }
});
