import { access, constants, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type Koa from 'koa';
import type { Sequelize } from 'sequelize';
import { createGate } from './access/gate.js';
import { sweepAttempts } from './accounts/attempts.js';
import { createPasswords } from './accounts/passwords.js';
import { sweepSessions } from './accounts/sessions.js';
import { createInspector } from './artifacts/inspector.js';
import { sweepOrphans } from './builds/sweep.js';
import type { ServerCertificate } from './certificates/server-certificate.js';
import type { Config } from './config.js';
import { isSqlite } from './database/connect.js';
import { createTransactionRunner } from './database/transaction.js';
import { mayResume } from './delivery/downloads.js';
import { createOutcomeRecorder } from './delivery/outcomes.js';
import { createReleasedBuilds } from './delivery/released-build.js';
import { createPdfPrinter } from './guides/print-pdf.js';
import { sweepHelp } from './helping/sessions.js';
import type { AppState } from './http/context.js';
import { createKoa } from './http/server.js';
import type { Services } from './http/services.js';
import { createViews } from './http/views.js';
import { rosterDirectory } from './identity/roster.js';
import type { Logger } from './log.js';
import { openDatabase } from './operator/open.js';
import { openKeyRing } from './secrets/key-ring.js';
import { sweepIncoming } from './storage/incoming.js';
import { LocalStore } from './storage/local-store.js';
import { publishScheduled } from './watch/scheduled-publishing.js';

const day = 24 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;
const minute = 60 * 1000;

export interface SlipwayOptions {
  config: Config;
  log: Logger;
  templatesDir: string;
  serverCertificate(): ServerCertificate | null;
  now?(): Date;
}

/** A running Slipway without its socket. */
export interface Slipway {
  koa: Koa<AppState>;
  services: Services;
  /** Writes what is still in memory and closes the database. */
  stop(): Promise<void>;
}

/** Puts the house together: configuration → database, storage → slices → Koa. */
export async function createSlipway(options: SlipwayOptions): Promise<Slipway> {
  const { config, log, now = () => new Date() } = options;
  const { database, migrated } = await openDatabase(config);
  if (migrated.length > 0) log.info({ migrations: migrated }, 'the database was migrated');
  const afterwards = createAfterwards();
  const services = await createServices({ ...options, now, afterwards: afterwards.add }, database);
  await sweep(services, database);
  const timer = setInterval(() => void maintain(services), hour);
  timer.unref();
  const watch = () => afterwards.add(publishScheduled(services, now()));
  const minutely = setInterval(watch, minute);
  minutely.unref();
  return {
    koa: createKoa(services),
    services,
    async stop() {
      clearInterval(timer);
      clearInterval(minutely);
      await afterwards.all();
      await services.outcomes.stop();
      await database.close();
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
    inspect: createInspector({
      anchors,
      now,
      concurrency: availableParallelism(),
      onFailure: (err) => log.warn({ err }, 'a build could not be read'),
    }),
    passwords,
    directories: [rosterDirectory(passwords)],
    gate,
    links: {
      publicUrl: config.PUBLIC_URL,
      keys: ticketKeys,
      ticketSeconds: config.TICKET_SECONDS,
      packageTicketSeconds: config.PACKAGE_TICKET_SECONDS,
    },
    formKeys,
    releasedBuilds: createReleasedBuilds(),
    outcomes: createOutcomeRecorder(log),
    afterwards,
    printPdf: createPdfPrinter({ executable: config.CHROMIUM, store }),
    views: createViews({ templatesDir: options.templatesDir, formKeys }),
    serverCertificate: options.serverCertificate,
    ready: () => isReady(database, config.STORAGE_DIR),
  };
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

async function isReady(database: Sequelize, storageDir: string): Promise<boolean> {
  try {
    await Promise.all([
      database.authenticate(),
      access(storageDir, constants.R_OK | constants.W_OK),
    ]);
    return true;
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
  if (incoming + orphans > 0) services.log.info({ incoming, orphans }, 'left-over files removed');
}

async function maintain(services: Services): Promise<void> {
  try {
    await Promise.all([services.links.keys.refresh(), services.formKeys.refresh()]);
    const now = services.now();
    await Promise.all([sweepSessions(now), sweepAttempts(now), sweepHelp(now)]);
  } catch (error) {
    services.log.error({ err: error }, 'hourly maintenance failed');
  }
}
