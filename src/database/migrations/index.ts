import type { Migration } from '../migrate.js';
import * as initial from './0001-initial.js';
import * as policyExceptions from './0002-policy-exceptions.js';
import * as directories from './0003-directories.js';
import * as phones from './0004-phones.js';
import * as agreements from './0005-agreements.js';
import * as guides from './0007-guides.js';
import * as helpSessions from './0008-help-sessions.js';
import * as uploads from './0009-uploads.js';

/** Every migration, in order. A released one is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  policyExceptions,
  directories,
  phones,
  agreements,
  guides,
  helpSessions,
  uploads,
];
