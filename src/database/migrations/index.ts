import type { Migration } from '../migrate.js';
import * as initial from './0001-initial.js';
import * as policyExceptions from './0002-policy-exceptions.js';
import * as guides from './0007-guides.js';
import * as helpSessions from './0008-help-sessions.js';
import * as uploads from './0009-uploads.js';

/** Every migration, in order. A released one is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  policyExceptions,
  guides,
  helpSessions,
  uploads,
];
