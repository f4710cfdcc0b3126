import type { Gate } from '../access/gate.js';
import type { Passwords } from '../accounts/passwords.js';
import type { Inspection } from '../artifacts/artifact.js';
import type { ServerCertificate } from '../certificates/server-certificate.js';
import type { Config } from '../config.js';
import type { RunTransaction } from '../database/transaction.js';
import type { LinkSettings } from '../delivery/links.js';
import type { OutcomeRecorder } from '../delivery/outcomes.js';
import type { ReleasedBuilds } from '../delivery/released-build.js';
import type { PrintPdf } from '../guides/print-pdf.js';
import type { Directory } from '../identity/directory.js';
import type { Logger } from '../log.js';
import type { CodeDeps } from '../registrations/one-time-codes.js';
import type { KeyRing } from '../secrets/key-ring.js';
import type { FileStore } from '../storage/file-store.js';
import type { RunningHashes } from '../uploads/running-hashes.js';
import type { UploadPace } from './api/upload-pace.js';
import type { Views } from './views.js';

/** What the doors work with. `app.ts` makes it; a handler takes what it needs of it. */
export interface Services {
  config: Config;
  log: Logger;
  now(): Date;
  transaction: RunTransaction;
  /** Called after a person or a release changed: the gate forgets what it knew. */
  onChange(): void;
  store: FileStore;
  /** The slowest that an upload may come. */
  uploadPace: UploadPace;
  inspect(path: string, fileName: string, tolerate?: readonly string[]): Promise<Inspection>;
  /** Of uploads that are under way in this process. */
  uploadHashes: RunningHashes;
  passwords: Passwords;
  directories: readonly Directory[];
  gate: Gate;
  links: LinkSettings;
  /** Signs what keeps a form from being posted by another site. */
  formKeys: KeyRing;
  /** What sends and checks one-time codes; `codes.frame.messenger.configured` tells whether it can. */
  codes: CodeDeps;
  /** Signs what a browser proves with that it signed in before. */
  browserKeys: KeyRing;
  releasedBuilds: ReleasedBuilds;
  outcomes: OutcomeRecorder;
  /** Work that goes on after an answer; the server waits for it before it closes the database. */
  afterwards(work: Promise<void>): void;
  views: Views;
  /** Makes a PDF of a page; null where the machine has no Chromium. */
  printPdf: PrintPdf | null;
  /** The certificate in service; null where a proxy has TLS. */
  serverCertificate(): ServerCertificate | null;
  /** Whether the database answers and the storage can be written and has space left. */
  ready(): Promise<boolean>;
}
