import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import qrcode from 'qrcode';
import { createAdministrator, hasAdministrator } from '../src/accounts/administrators.js';
import { createApp } from '../src/apps/apps.js';
import { ingest } from '../src/builds/ingest.js';
import { readConfig } from '../src/config.js';
import type { Services } from '../src/http/services.js';
import { importRoster } from '../src/identity/import-roster.js';
import { parseRoster } from '../src/identity/roster-csv.js';
import { createLogger } from '../src/log.js';
import { blankOrganisation, saveOrganisation } from '../src/organisation/settings.js';
import { followRoster } from '../src/registrations/follow-roster.js';
import { publishRelease } from '../src/releases/publish.js';
import { serve } from '../src/serve.js';
import { IncomingFile } from '../src/uploads/incoming-file.js';
import { writeFixtures } from './helpers/write-fixtures.js';

/*
 * `npm run demo`: the server with a furnished example, in a storage of its own. The Android build
 * is a real one that npm carries (io.appium.settings), the iOS build our own; their root is named
 * in APPLE_ANCHORS.
 */

const storageDir = process.env.STORAGE_DIR ?? join('storage', 'demo');
const fixturesDir = join(storageDir, 'fixtures');
const passwordFile = join(storageDir, 'administrator-password');
const actor = 'operator';
const slug = 'campus';

const anchors = join(fixturesDir, 'apple-anchors.pem');
if (!(await exists(anchors))) await writeFixtures(fixturesDir);
const config = readConfig({ ...process.env, STORAGE_DIR: storageDir, APPLE_ANCHORS: anchors });
const log = createLogger(process.env.LOG_LEVEL ?? 'warn');
const server = await serve({ config, log, templatesDir: resolve('templates') });
if (!(await hasAdministrator())) await furnish(server.slipway.services);
await tell();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void server.stop());
}

async function furnish(services: Services): Promise<void> {
  await createApp(services, { slug, name: '校园通', actor });
  await publish(
    services,
    join('node_modules', 'io.appium.settings', 'apks', 'settings_apk-debug.apk'),
  );
  await publish(services, join(fixturesDir, 'slipway-demo.ipa'));
  const { rows } = parseRoster(await readFile(join(fixturesDir, 'roster.csv')));
  const input = { rows, departures: false, dryRun: false, actor };
  await importRoster({ ...services, follower: followRoster }, input);
  const organisation = {
    ...blankOrganisation,
    name: { zh: '示例大学', en: 'Example University' },
    helpContact: { zh: '网络与信息中心服务台', en: 'The IT service desk' },
    helpTelephone: '0451-8640 0000',
    helpHours: { zh: '工作日 8:00–17:00', en: 'Weekdays 8:00–17:00' },
  };
  await saveOrganisation(services, { organisation, actor });
  const password = randomBytes(12).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const administrator = { name: 'admin', password, role: 'admin', createdBy: actor } as const;
  await createAdministrator(services, administrator);
}

async function publish(services: Services, path: string): Promise<void> {
  const incoming = new IncomingFile(storageDir, services.config.MAX_UPLOAD_BYTES);
  try {
    await pipeline(createReadStream(path), incoming);
    if (incoming.upload === undefined) throw new Error(`${path} did not arrive`);
    const fileName = path.slice(path.lastIndexOf('/') + 1);
    const { build } = await ingest(services, {
      upload: incoming.upload,
      fileName,
      appSlug: slug,
      mayCreateApp: true,
      actor,
    });
    const publication = { buildId: build.id, channel: 'production', notes: '', confirm: [], actor };
    await publishRelease(services, publication, services.now());
  } finally {
    await incoming.discard();
  }
}

async function tell(): Promise<void> {
  const page = `${config.PUBLIC_URL}/a/${slug}`;
  const password = (await readFile(passwordFile, 'utf8')).trim();
  console.log(await qrcode.toString(page, { type: 'terminal', small: true }));
  console.log(`The app's page   ${page}`);
  console.log(`                 https://localhost:${server.port}/a/${slug} on this machine`);
  console.log('Register as      20260001, password lantern-harbour-41');
  console.log(`The console      ${config.PUBLIC_URL}/console, name admin, password ${password}`);
  console.log(`A certificate    ${config.PUBLIC_URL}/ca says how a phone comes to trust it`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
