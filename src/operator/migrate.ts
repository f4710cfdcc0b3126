import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { isSqlite } from '../database/connect.js';
import { migrate, migrateEmbedded } from '../database/migrate.js';
import type { Command } from '../main.js';
import { connectTo } from './open.js';
import { report } from './report.js';

/** `slipway migrate`: brings the database up to date. */
export const migrateCommand: Command = {
  usage: `Usage: slipway migrate [--json]

Brings the database up to date, forward only. The embedded database is copied before, and "serve"
does this by itself; on PostgreSQL run it before each start of a new version.
`,
  async run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const config = readConfig(io.env);
    const database = await connectTo(config);
    try {
      const migrations = isSqlite(database)
        ? await migrateEmbedded(database, config.STORAGE_DIR)
        : await migrate(database);
      const text = migrations.length === 0 ? 'up to date' : `done: ${migrations.join(', ')}`;
      return report(io, values.json, { migrations }, `${text}\n`);
    } finally {
      await database.close();
    }
  },
};
