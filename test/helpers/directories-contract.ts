import type { TestFn } from 'ava';
import type { Sequelize } from 'sequelize';
import { User } from '../../src/accounts/model.js';
import { createTransactionRunner, type RunTransaction } from '../../src/database/transaction.js';
import { isAppError } from '../../src/errors.js';
import type { PasswordDirectory } from '../../src/identity/directory.js';
import { activate } from '../../src/registrations/activate.js';
import { setPhone, unbindPhone } from '../../src/registrations/administer.js';
import { followDirectory } from '../../src/registrations/follow-directory.js';
import { followNumber } from '../../src/registrations/follow-number.js';
import { Registration } from '../../src/registrations/model.js';
import { findPerson } from '../../src/registrations/queries.js';

/** What several directories at once mean for registrations, on every database. */
export function directoriesContract(test: TestFn, name: string, database: () => Sequelize): void {
  let made: { transaction: RunTransaction; onChange(): void } | undefined;
  // One runner: it is what keeps transactions on SQLite apart.
  const deps = () => {
    made ??= { transaction: createTransactionRunner(database()), onChange: () => undefined };
    return made;
  };
  let lastPhone = 1000;
  const person = (directory: string, subject: string, number: string) =>
    User.create({
      directory,
      subject,
      number,
      name: '李芳',
      department: '',
      directoryPhone: `+861370013${++lastPhone}`,
    });

  test.serial(`${name}: of fifty who activate one number from two sources one wins`, async (t) => {
    const users = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        person(index % 2 === 0 ? 'roster' : 'ldap', `n${index}`, '20250001'),
      ),
    );
    const now = new Date();
    const results = await Promise.allSettled(users.map((user) => activate(deps(), user, now)));
    const taken = results.filter(
      (result) => result.status === 'rejected' && isAppError(result.reason, 'number_taken'),
    );
    t.is(results.filter(({ status }) => status === 'fulfilled').length, 1);
    t.is(taken.length, 49);
    t.is(await Registration.count({ where: { number: '20250001' } }), 1);
  });

  test.serial(
    `${name}: a number is the person who registered with it, until unbound`,
    async (t) => {
      const first = await person('roster', 'p1', '20250002');
      const second = await person('ldap', 'p2', '20250002');
      await activate(deps(), second, new Date());
      t.is((await findPerson('20250002'))?.user.id, second.id);
      const refused = activate(deps(), first, new Date());
      t.like(await t.throwsAsync(refused), { code: 'number_taken' });
      await unbindPhone(deps(), { number: '20250002', actor: 'admin:anna' });
      await activate(deps(), first, new Date());
      t.is((await findPerson('20250002'))?.user.id, first.id);
      const late = activate(deps(), second, new Date());
      t.like(await t.throwsAsync(late), { code: 'number_taken' });
    },
  );

  test.serial(
    `${name}: of two with one number, the one that is meant gets the phone`,
    async (t) => {
      const first = await person('roster', 'm1', '20250007');
      const second = await person('ldap', 'm2', '20250007');
      await activate(deps(), second, new Date());
      await unbindPhone(deps(), { userId: second.id, actor: 'admin:anna' });
      const phone = '+8613800138777';
      const input = { userId: second.id, phone, reason: 'card seen', actor: 'admin:anna' };
      await setPhone(deps(), input, new Date());
      t.is((await Registration.findOne({ where: { phone } }))?.userId, second.id);
      t.is(await Registration.count({ where: { userId: first.id } }), 0);
    },
  );

  test.serial(`${name}: a number that changes hands follows the directory`, async (t) => {
    const first = await person('ldap', 'h1', '20250003');
    await activate(deps(), first, new Date());
    await followNumber(await first.update({ number: '20250004' }));
    const second = await person('ldap', 'h2', '20250003');
    await activate(deps(), second, new Date());
    t.is((await findPerson('20250003'))?.user.id, second.id);
    t.is((await findPerson('20250004'))?.user.id, first.id);
    await followNumber(await first.update({ number: '20250003' }));
    t.is((await findPerson('20250003'))?.user.id, second.id);
  });

  test.serial(`${name}: who left LDAP is suspended, and reinstated when back`, async (t) => {
    const users = await Promise.all(
      Array.from({ length: 8 }, (_, index) => person('gone', `g${index}`, `2026${index}`)),
    );
    for (const user of users) await activate(deps(), user, new Date());
    const check = (present: readonly string[], options = {}) => {
      const listSubjects = async () => new Set(present);
      const directory = { kind: 'password', name: 'gone', listSubjects } as PasswordDirectory &
        object;
      return followDirectory(deps(), { directory, actor: 'operator', ...options });
    };
    const all = users.map(({ subject }) => subject);
    const stateOf = async (at: number) =>
      (await Registration.findOne({ where: { userId: users[at]?.id ?? 0 } }))?.state;
    t.deepEqual((await check(all.slice(1), { dryRun: true })).departed, ['20260']);
    t.is(await stateOf(0), 'active');
    t.deepEqual((await check(all.slice(1))).departed, ['20260']);
    t.is(await stateOf(0), 'suspended');
    t.deepEqual((await check(all)).returned, ['20260']);
    t.is(await stateOf(0), 'active');
    for (const present of [[], all.slice(6)]) {
      t.like(await t.throwsAsync(check(present)), { code: 'confirmation_required' });
      t.is(await stateOf(0), 'active');
    }
    t.is((await check(all.slice(6), { confirmed: true })).departed.length, 6);
    t.is(await stateOf(5), 'suspended');
    t.is(await stateOf(7), 'active');
  });
}
