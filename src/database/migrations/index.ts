import type { Migration } from '../migrate.js';
import * as initial from './0001-initial.js';
import * as policyExceptions from './0002-policy-exceptions.js';
import * as agreements from './0005-agreements.js';
import * as guides from './0007-guides.js';
import * as helpSessions from './0008-help-sessions.js';
import * as releaseEngineering from './0010-release-engineering.js';

/** Every migration, in order. A released one is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  policyExceptions,
  agreements,
  guides,
  helpSessions,
  releaseEngineering,
];
