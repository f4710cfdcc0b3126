import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Ingested, ingest } from '../../src/builds/ingest.js';
import type { Build } from '../../src/builds/model.js';
import type { Platform } from '../../src/platform.js';
import type { Release } from '../../src/releases/model.js';
import { publishRelease } from '../../src/releases/publish.js';
import { IncomingFile } from '../../src/uploads/incoming-file.js';
import { buildApk } from './artifacts/apk.js';
import { buildExe } from './artifacts/authenticode.js';
import { buildIpa } from './artifacts/ipa.js';
import { buildMacApp } from './artifacts/mac-app.js';
import type { TestServer } from './server.js';

export interface SampleRelease {
  platform: Platform;
  /** The app's slug; `campus` where absent. */
  app?: string;
  /** `production` where absent. */
  channel?: string;
  notes?: string;
  /** The build itself, where the sample of the platform will not do. */
  file?: Buffer;
  /** Concerns that are weighed already. */
  confirm?: readonly string[];
}

export interface PublishedSample {
  release: Release;
  build: Build;
  /** The very bytes a device must receive. */
  bytes: Buffer;
}

const samples: Record<Platform, { build(): Buffer; fileName: string }> = {
  android: { build: buildApk, fileName: 'campus.apk' },
  ios: { build: buildIpa, fileName: 'campus.ipa' },
  macos: { build: buildMacApp, fileName: 'campus.zip' },
  windows: { build: buildExe, fileName: 'campus.exe' },
};

/** Ingests a sample build and publishes it; the app is made when it is not there. */
export async function publishSample(
  server: TestServer,
  sample: SampleRelease,
): Promise<PublishedSample> {
  const { build: makeSample, fileName } = samples[sample.platform];
  const bytes = sample.file ?? makeSample();
  const { build } = await ingestBytes(server, bytes, { fileName, app: sample.app ?? 'campus' });
  const publication = {
    buildId: build.id,
    channel: sample.channel ?? 'production',
    notes: sample.notes ?? '',
    confirm: sample.confirm ?? [],
    actor: 'operator',
  };
  const release = await publishRelease(server.services, publication, server.services.now());
  return { release, build, bytes };
}

/** Takes the bytes in as an upload and makes a build of them. */
export async function ingestBytes(
  server: TestServer,
  bytes: Buffer,
  { fileName, app }: { fileName: string; app: string },
): Promise<Ingested> {
  const incoming = new IncomingFile(server.storageDir, server.services.config.MAX_UPLOAD_BYTES);
  try {
    await pipeline(Readable.from([bytes]), incoming);
    const { upload } = incoming;
    if (upload === undefined) throw new Error('the upload has not ended');
    const input = { upload, fileName, appSlug: app, mayCreateApp: true, actor: 'operator' };
    return await ingest(server.services, input);
  } finally {
    await incoming.discard();
  }
}
