import type { TestFn } from 'ava';
import type { Sequelize } from 'sequelize';
import { attemptLimits, countAttempt } from '../../src/accounts/attempts.js';
import { FailedAttempt, User } from '../../src/accounts/model.js';
import { App } from '../../src/apps/model.js';
import { AuditEntry } from '../../src/audit/model.js';
import { findBrokenAuditEntry, recordAudit } from '../../src/audit/record.js';
import { migrate, pendingMigrations } from '../../src/database/migrate.js';
import { migrations } from '../../src/database/migrations/index.js';
import { createTransactionRunner } from '../../src/database/transaction.js';
import { isAppError } from '../../src/errors.js';
import { activate } from '../../src/registrations/activate.js';
import { Registration } from '../../src/registrations/model.js';
import { openKeyRing } from '../../src/secrets/key-ring.js';

/** What must hold on every database. The tests share one and run one after the other. */
export function databaseContract(test: TestFn, name: string, database: () => Sequelize): void {
  const transaction = () => createTransactionRunner(database());

  test.serial(`${name}: the migrations bring an empty database up to date, once`, async (t) => {
    const names = migrations.map((migration) => migration.name);
    t.deepEqual(names, names.toSorted());
    t.deepEqual(await migrate(database()), names);
    t.deepEqual(await pendingMigrations(database()), []);
    t.deepEqual(await migrate(database()), []);
  });

  test.serial(`${name}: every model finds its columns as it declares them`, async (t) => {
    const queries = database().getQueryInterface();
    for (const model of Object.values(database().models)) {
      const found = await queries.describeTable(model.getTableName() as string);
      const declared = Object.values(model.getAttributes());
      t.deepEqual(
        Object.keys(found).sort(),
        declared.map((attribute) => attribute.field ?? '').sort(),
        model.name,
      );
      for (const attribute of declared) {
        if (attribute.primaryKey) continue;
        const column = `${model.name}.${attribute.field}`;
        t.is(found[attribute.field ?? '']?.allowNull, attribute.allowNull, column);
      }
    }
  });

  test.serial(`${name}: fifty transactions at once all happen, one after the other`, async (t) => {
    const app = await App.create({ slug: 'counter', name: '0' });
    const run = transaction();
    await Promise.all(
      Array.from({ length: 50 }, () =>
        run(async (inner) => {
          const row = await App.findByPk(app.id, { transaction: inner, lock: inner.LOCK.UPDATE });
          await row?.update({ name: String(Number(row.name) + 1) }, { transaction: inner });
        }),
      ),
    );
    t.is((await app.reload()).name, '50');
  });

  test.serial(`${name}: a transaction that throws leaves nothing`, async (t) => {
    const failing = transaction()(async (inner) => {
      await App.create({ slug: 'half', name: 'half' }, { transaction: inner });
      throw new Error('changed my mind');
    });
    await t.throwsAsync(failing, { message: 'changed my mind' });
    t.is(await App.count({ where: { slug: 'half' } }), 0);
  });

  test.serial(`${name}: of fifty activations with one phone exactly one wins`, async (t) => {
    const users = await User.bulkCreate(
      Array.from({ length: 50 }, (_, index) => person(`r${index}`, '+8613800138000')),
      { returning: true },
    );
    const deps = { transaction: transaction(), onChange: () => undefined };
    const results = await Promise.allSettled(users.map((user) => activate(deps, user, new Date())));
    const won = results.filter((result) => result.status === 'fulfilled');
    const taken = results.filter(
      (result) => result.status === 'rejected' && isAppError(result.reason, 'phone_taken'),
    );
    t.is(won.length, 1);
    t.is(taken.length, 49);
    t.is(await Registration.count({ where: { phone: '+8613800138000' } }), 1);
  });

  test.serial(`${name}: one person who taps fifty times is registered once`, async (t) => {
    const user = await User.create(person('eager', '+8613900139000'));
    const deps = { transaction: transaction(), onChange: () => undefined };
    const taps = Array.from({ length: 50 }, () => activate(deps, user, new Date()));
    const registrations = await Promise.all(taps);
    t.is(new Set(registrations.map(({ id }) => id)).size, 1);
  });

  test.serial(`${name}: the audit trail is one chain, also when many write it`, async (t) => {
    const run = transaction();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        run((inner) =>
          recordAudit(
            {
              actor: 'operator',
              action: 'test.write',
              subject: `thing:${index}`,
              details: { b: 1, a: [index] },
            },
            inner,
          ),
        ),
      ),
    );
    t.is(await AuditEntry.count({ where: { action: 'test.write' } }), 30);
    t.is(await findBrokenAuditEntry(), null);
  });

  test.serial(`${name}: a changed audit entry is found`, async (t) => {
    const entry = await AuditEntry.findOne({
      where: { action: 'test.write' },
      order: [['id', 'ASC']],
    });
    const { actor } = entry ?? { actor: '' };
    await entry?.update({ actor: 'somebody else' });
    t.is(await findBrokenAuditEntry(), entry?.id ?? -1);
    await entry?.update({ actor });
    t.is(await findBrokenAuditEntry(), null);
  });

  test.serial(`${name}: of a hundred tries at once ten are made`, async (t) => {
    const attempted = { account: `number:${name}`, address: '203.0.113.7' };
    const tries = Array.from({ length: 100 }, () => countAttempt(attempted, new Date()));
    const results = await Promise.allSettled(tries);
    const made = results.filter((result) => result.status === 'fulfilled').length;
    t.true(made >= 1 && made <= 10, `${made} were made`);
    for (const result of results) {
      if (result.status === 'rejected') t.true(isAppError(result.reason, 'rate_limited'));
    }
  });

  test.serial(`${name}: a try that its address is refused counts against no account`, async (t) => {
    const now = new Date();
    const address = '203.0.113.8';
    const key = `address ${address}`;
    const spent = Array.from({ length: attemptLimits.address }, () => ({ key, at: now }));
    await FailedAttempt.bulkCreate(spent);
    const account = `number:spared-${name}`;
    for (let tries = 0; tries < attemptLimits.account + 1; tries += 1) {
      await t.throwsAsync(countAttempt({ account, address }, now), { message: /Too many tries/ });
    }
    t.is(await FailedAttempt.count({ where: { key: `account ${account}` } }), 0);
    await t.notThrowsAsync(countAttempt({ account, address: '203.0.113.9' }, now));
  });

  test.serial(
    `${name}: a key ring rotates and verifies with the old key for its time`,
    async (t) => {
      let time = Date.now();
      const options = {
        purpose: 'test',
        transaction: transaction(),
        rotateAfterMs: 1000,
        verifyForMs: 5000,
        now: () => new Date(time),
      };
      const ring = await openKeyRing(options);
      const first = ring.newest();
      const other = await openKeyRing(options);
      t.deepEqual(other.newest(), first);
      time += 2000;
      await ring.refresh();
      t.not(ring.newest().id, first.id);
      t.deepEqual(await other.find(ring.newest().id), ring.newest(), 'a key of another process');
      t.deepEqual(await ring.find(first.id), first);
      time += 7000;
      await ring.refresh();
      t.is(await ring.find(first.id), undefined);
    },
  );
}

function person(subject: string, directoryPhone: string) {
  return {
    directory: 'roster',
    subject,
    number: subject,
    name: subject,
    department: '',
    directoryPhone,
  };
}
