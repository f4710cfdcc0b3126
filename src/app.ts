import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type Koa from 'koa';
import type { Sequelize } from 'sequelize';
import { createGate } from './access/gate.js';
import { sweepAttempts } from './accounts/attempts.js';
import { browserKnownMs } from './accounts/known-browser.js';
import { createPasswords } from './accounts/passwords.js';
import { sweepSessions } from './accounts/sessions.js';
import { createInspector } from './artifacts/inspector.js';
import { sweepOrphans } from './builds/sweep.js';
import type { ServerCertificate } from './certificates/server-certificate.js';
import type { Config } from './config.js';
import { isSqlite } from './database/connect.js';
import { type Release, takeStorage } from './database/exclusive.js';
import { createTransactionRunner } from './database/transaction.js';
import { mayResume } from './delivery/downloads.js';
import { createOutcomeRecorder } from './delivery/outcomes.js';
import { createReleasedBuilds } from './delivery/released-build.js';
import { createPdfPrinter } from './guides/print-pdf.js';
import { sweepHelp } from './helping/sessions.js';
import { slowestPace, type UploadPace } from './http/api/upload-pace.js';
import type { AppState } from './http/context.js';
import { createKoa } from './http/server.js';
import type { Services } from './http/services.js';
import { createViews } from './http/views.js';
import { openDirectories } from './identity/open-directories.js';
import type { Logger } from './log.js';
import { sweepMessages } from './messages/cost-guard.js';
import { createGateways } from './messages/gateways.js';
import { createMessenger, type Messenger } from './messages/messenger.js';
import { openDatabase } from './operator/open.js';
import { followDirectory } from './registrations/follow-directory.js';
import { sweepCodes } from './registrations/one-time-codes.js';
import { openKeyRing } from './secrets/key-ring.js';
import { freeBytes, leastFreeBytes } from './storage/free-space.js';
import { sweepIncoming } from './storage/incoming.js';
import { LocalStore } from './storage/local-store.js';
import { releaseAllLeases } from './uploads/lease.js';
import { sweepUploads } from './uploads/resumable.js';
import { createRunningHashes } from './uploads/running-hashes.js';

const day = 24 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;

export interface SlipwayOptions {
  config: Config;
  log: Logger;
  templatesDir: string;
  serverCertificate(): ServerCertificate | null;
  now?(): Date;
  /** Less free space than this and the server is not ready; `free-space.ts` has the default. */
  leastFreeBytes?: number;
  /** An upload that comes more slowly is refused; `upload-pace.ts` has the default. */
  uploadPace?: UploadPace;
}

/** A running Slipway without its socket. */
export interface Slipway {
  koa: Koa<AppState>;
  services: Services;
  /** Writes what is still in memory and closes the database. */
  stop(): Promise<void>;
}

/** Puts the house together: configuration → storage, database → slices → Koa. */
export async function createSlipway(options: SlipwayOptions): Promise<Slipway> {
  const release = await reserveStorage(options.config);
  try {
    return await build(options, release);
  } catch (error) {
    await release();
    throw error;
  }
}

/** On the embedded database a server is alone with its storage; on PostgreSQL several may share it. */
async function reserveStorage({ STORAGE_DIR, DATABASE_URL }: Config): Promise<Release> {
  if (DATABASE_URL !== undefined) return async () => undefined;
  await mkdir(STORAGE_DIR, { recursive: true, mode: 0o700 });
  return takeStorage(STORAGE_DIR);
}

async function build(options: SlipwayOptions, release: Release): Promise<Slipway> {
  const { config, log, now = () => new Date() } = options;
  const { database, migrated } = await openDatabase(config);
  if (migrated.length > 0) log.info({ migrations: migrated }, 'the database was migrated');
  const afterwards = createAfterwards();
  const services = await createServices({ ...options, now, afterwards: afterwards.add }, database);
  await sweep(services, database);
  const timer = setInterval(() => void maintain(services), hour);
  timer.unref();
  return {
    koa: createKoa(services),
    services,
    async stop() {
      clearInterval(timer);
      await afterwards.all();
      await services.outcomes.stop();
      await database.close();
      await release();
    },
  };
}

async function createServices(
  options: SlipwayOptions & Pick<Services, 'now' | 'afterwards'>,
  database: Sequelize,
): Promise<Services> {
  const { config, log, now, afterwards } = options;
  const transaction = createTransactionRunner(database);
  const ring = { transaction, now, rotateAfterMs: 30 * day };
  const verifyForMs = config.PACKAGE_TICKET_SECONDS * 1000 + day;
  const ticketKeys = await openKeyRing({ ...ring, purpose: 'ticket', verifyForMs });
  const formKeys = await openKeyRing({ ...ring, purpose: 'form', verifyForMs: day });
  const codeKeys = await openKeyRing({ ...ring, purpose: 'one-time-code', verifyForMs: hour });
  const browserKeys = await openKeyRing({
    ...ring,
    purpose: 'browser',
    verifyForMs: browserKnownMs,
  });
  const passwords = await createPasswords(availableParallelism());
  const store = new LocalStore(config.STORAGE_DIR);
  const anchors = config.APPLE_ANCHORS ? [await readFile(config.APPLE_ANCHORS, 'utf8')] : [];
  const gate = createGate({ findKey: ticketKeys.find, mayResume });
  return {
    config,
    log,
    now,
    transaction,
    onChange: gate.forget,
    store,
    uploadPace: options.uploadPace ?? slowestPace,
    inspect: createInspector({
      anchors,
      now,
      concurrency: availableParallelism(),
      onFailure: (err) => log.warn({ err }, 'a build could not be read'),
    }),
    uploadHashes: createRunningHashes(),
    passwords,
    directories: await openDirectories(config, { passwords, log }),
    gate,
    links: {
      publicUrl: config.PUBLIC_URL,
      keys: ticketKeys,
      ticketSeconds: config.TICKET_SECONDS,
      packageTicketSeconds: config.PACKAGE_TICKET_SECONDS,
    },
    formKeys,
    codes: {
      codeKeys,
      frame: {
        messenger: messengerOf({ config, log, now, transaction }),
        host: new URL(config.PUBLIC_URL).hostname,
        signature: config.MESSAGE_SIGNATURE ?? '',
      },
    },
    browserKeys,
    releasedBuilds: createReleasedBuilds(),
    outcomes: createOutcomeRecorder(log),
    afterwards,
    printPdf: createPdfPrinter({ executable: config.CHROMIUM, store }),
    views: createViews({ templatesDir: options.templatesDir, formKeys }),
    serverCertificate: options.serverCertificate,
    ready: () => isReady(database, config.STORAGE_DIR, options.leastFreeBytes ?? leastFreeBytes),
  };
}

function messengerOf(deps: Pick<Services, 'config' | 'log' | 'now' | 'transaction'>): Messenger {
  const { config, log, now, transaction } = deps;
  const gateways = createGateways(config, { now, warn: (line) => log.warn(line) });
  if (gateways.some(({ name }) => name === 'console')) {
    log.warn(
      'MESSAGE_GATEWAYS names console: one-time codes are written to this log; never in service',
    );
  }
  return createMessenger({
    gateways,
    limits: {
      perNumberPerDay: config.MESSAGES_PER_NUMBER_PER_DAY,
      perPersonPerDay: config.MESSAGES_PER_PERSON_PER_DAY,
      perDay: config.MESSAGES_PER_DAY,
    },
    timeoutMs: config.MESSAGE_TIMEOUT_SECONDS * 1000,
    transaction,
    now,
    onFailure: (gateway, why) => log.error({ gateway, why }, 'a gateway did not take a message'),
  });
}

/** Keeps count of work that outlives its request. */
function createAfterwards() {
  const running = new Set<Promise<void>>();
  return {
    add(work: Promise<void>): void {
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    async all(): Promise<void> {
      await Promise.allSettled(running);
    },
  };
}

async function isReady(database: Sequelize, storageDir: string, least: number): Promise<boolean> {
  try {
    const [free] = await Promise.all([
      freeBytes(storageDir),
      database.authenticate(),
      access(storageDir, constants.R_OK | constants.W_OK),
    ]);
    return free >= least;
  } catch {
    return false;
  }
}

/** Clears what died processes left. The only process may clear all; one of several, what is old. */
async function sweep(services: Services, database: Sequelize): Promise<void> {
  const olderThanMs = isSqlite(database) ? 0 : hour;
  const now = services.now();
  const incoming = await sweepIncoming(services.config.STORAGE_DIR, olderThanMs, now);
  const orphans = await sweepOrphans(services.store, olderThanMs, now);
  if (isSqlite(database)) await releaseAllLeases();
  const uploads = await sweepUploads(services.config.STORAGE_DIR, now);
  if (incoming + orphans + uploads > 0)
    services.log.info({ incoming, orphans, uploads }, 'left-over files removed');
}

async function maintain(services: Services): Promise<void> {
  if (services.config.LDAP_DEPARTURES) await followDepartures(services);
  try {
    const { links, formKeys, codes, browserKeys } = services;
    const rings = [links.keys, formKeys, codes.codeKeys, browserKeys];
    await Promise.all(rings.map((keys) => keys.refresh()));
    const now = services.now();
    const sweeps = [sweepSessions, sweepAttempts, sweepMessages, sweepCodes, sweepHelp];
    await Promise.all(sweeps.map((sweepOld) => sweepOld(now)));
    await sweepUploads(services.config.STORAGE_DIR, now);
  } catch (error) {
    services.log.error({ err: error }, 'hourly maintenance failed');
  }
}

/** A directory that is down, or seems half there, changes nothing; an operator reads why in the log. */
async function followDepartures(services: Services): Promise<void> {
  const { directories, log } = services;
  for (const directory of directories) {
    if (directory.kind !== 'password' || directory.listSubjects === undefined) continue;
    try {
      const actor = `directory:${directory.name}`;
      const { departed, returned } = await followDirectory(services, { directory, actor });
      const changed = { departed: departed.length, returned: returned.length };
      if (departed.length + returned.length > 0) log.info(changed, 'people left the directory');
    } catch (error) {
      log.error({ err: error, directory: directory.name }, 'the departure check changed nothing');
    }
  }
}
