import type { TestFn } from 'ava';
import type { Sequelize } from 'sequelize';
import { User } from '../../src/accounts/model.js';
import { createTransactionRunner } from '../../src/database/transaction.js';
import { isAppError } from '../../src/errors.js';
import { createMessenger, type Outgoing } from '../../src/messages/messenger.js';
import { SentMessage } from '../../src/messages/model.js';
import { activate } from '../../src/registrations/activate.js';
import { beginChange, begunChange, finishChange } from '../../src/registrations/change-phone.js';
import { Registration } from '../../src/registrations/model.js';
import {
  type CodeDeps,
  pendingCode,
  sendCode,
  useCode,
  type WhatFor,
} from '../../src/registrations/one-time-codes.js';
import { OneTimeCode } from '../../src/registrations/phone-model.js';
import { askForPhone, decideRequest } from '../../src/registrations/phone-requests.js';
import { openKeyRing } from '../../src/secrets/key-ring.js';

const minute = 60_000;
const limits = { perNumberPerDay: 10, perPersonPerDay: 15, perDay: 60 };

/** What must hold of codes and messages on every database; the tests share one, in order. */
export function phoneContract(test: TestFn, name: string, database: () => Sequelize): void {
  let clock = new Date('2026-11-25T08:00:00Z');
  const now = () => clock;
  const later = (minutes: number) => {
    clock = new Date(clock.getTime() + minutes * minute);
  };
  const codes: string[] = [];
  const sent: Omit<Outgoing, 'userId'>[] = [];
  let failing = false;
  const transaction = () => createTransactionRunner(database());
  let deps: CodeDeps;
  const users: User[] = [];

  async function open(): Promise<void> {
    const run = transaction();
    const times = { rotateAfterMs: 1e9, verifyForMs: 1e9, now };
    const codeKeys = await openKeyRing({ purpose: 'one-time-code', transaction: run, ...times });
    const messenger = createMessenger({
      gateways: [
        {
          name: 'kept',
          async send(message) {
            if (failing) throw new Error('down');
            sent.push(message);
            codes.push(message.variables.code ?? '');
          },
        },
      ],
      limits,
      timeoutMs: 1000,
      transaction: run,
      now,
      onFailure: () => undefined,
    });
    deps = { codeKeys, frame: { messenger, host: 'campus.example.cn', signature: '' } };
    for (let index = 0; index < 4; index += 1) {
      const facts = { directory: 'phones', subject: String(index), number: `7000${index}` };
      const rest = { name: '王小明', department: '', directoryPhone: null };
      users.push(await User.create({ ...facts, ...rest }));
    }
  }

  const idOf = (index: number) => users[index]?.id ?? 0;
  const bind = (index: number): WhatFor => ({ userId: idOf(index), purpose: 'bind' });
  const send = (what: WhatFor, phone: string) =>
    sendCode(deps, { ...what, phone, locale: 'zh' }, clock);
  const use = async (what: WhatFor, typed: string) => {
    const phone = (await pendingCode(what, clock))?.phone ?? '';
    await useCode(deps, { ...what, phone, typed }, clock);
    return phone;
  };
  const lastCode = () => codes.at(-1) ?? '';
  const codeOf = async (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

  test.serial(`${name}: a code proves the phone it was sent to, once`, async (t) => {
    await open();
    await send(bind(0), '+8613800138000');
    t.regex(lastCode(), /^\d{6}$/);
    t.true(sent[0]?.text.endsWith(`\n@campus.example.cn #${lastCode()}`));
    const row = await OneTimeCode.findOne({ where: { userId: idOf(0) } });
    t.false(JSON.stringify(row).includes(lastCode()));
    const wide = [...lastCode()].map((digit) => String.fromCodePoint(0xff10 + Number(digit)));
    t.is(await use(bind(0), ` ${wide.join('')} `), '+8613800138000');
    t.is(await codeOf(use(bind(0), lastCode())), 'code_expired');
    t.true((await pendingCode(bind(0), clock))?.proven);
  });

  test.serial(`${name}: another person's code and another purpose's are refused`, async (t) => {
    later(2);
    await send(bind(1), '+8613800138001');
    const code = lastCode();
    t.is(await codeOf(use(bind(2), code)), 'code_expired');
    later(2);
    await send({ userId: idOf(1), purpose: 'reset' }, '+8613800138001');
    if (code !== lastCode()) {
      t.is(await codeOf(use({ userId: idOf(1), purpose: 'reset' }, code)), 'code_wrong');
    }
    t.is(await use(bind(1), code), '+8613800138001');
  });

  test.serial(
    `${name}: a code is dead after five minutes, and when a newer one was sent`,
    async (t) => {
      later(61);
      await send(bind(2), '+8613800138002');
      const first = lastCode();
      later(2);
      await send(bind(2), '+8613800138002');
      if (first !== lastCode()) t.is(await codeOf(use(bind(2), first)), 'code_wrong');
      later(5);
      t.is(await codeOf(use(bind(2), lastCode())), 'code_expired');
    },
  );

  test.serial(
    `${name}: of fifty tries at once five are compared, the right one then refused`,
    async (t) => {
      later(61);
      await send(bind(2), '+8613800138002');
      const code = lastCode();
      const tries = Array.from({ length: 50 }, () => codeOf(use(bind(2), wrong(code))));
      const answers = await Promise.all(tries);
      t.is(answers.filter((answer) => answer === 'code_wrong').length, 5);
      const row = await OneTimeCode.findOne({ where: { ...bind(2) }, order: [['id', 'DESC']] });
      t.is(row?.tries, 5);
      t.is(await codeOf(use(bind(2), code)), 'code_expired');
    },
  );

  test.serial(`${name}: of fifty right answers at once one is taken`, async (t) => {
    later(61);
    await send(bind(2), '+8613800138002');
    const tries = Array.from({ length: 50 }, () => codeOf(use(bind(2), lastCode())));
    const answers = await Promise.all(tries);
    t.is(answers.filter((answer) => answer === 'done').length, 1);
  });

  test.serial(`${name}: ten wrong tries an hour are the end, with a fresh code too`, async (t) => {
    later(61);
    for (let round = 0; round < 2; round += 1) {
      await send(bind(3), '+8613800138003');
      for (let tries = 0; tries < 5; tries += 1) {
        t.is(await codeOf(use(bind(3), wrong(lastCode()))), 'code_wrong');
      }
      later(2);
    }
    await send(bind(3), '+8613800138003');
    t.is(await codeOf(use(bind(3), lastCode())), 'rate_limited');
  });

  test.serial(`${name}: of twenty messages to one number at once one leaves`, async (t) => {
    later(24 * 60);
    const before = sent.length;
    const sends = Array.from({ length: 20 }, () => codeOf(send(bind(0), '+8613900139000')));
    const answers = await Promise.all(sends);
    t.is(sent.length - before, 1);
    t.is(answers.filter((answer) => answer === 'rate_limited').length, 19);
    t.is(await use(bind(0), lastCode()), '+8613900139000');
  });

  test.serial(
    `${name}: a minute between two, five an hour, ten a day, fifteen a person`,
    async (t) => {
      later(24 * 60);
      const phone = '+8613900139001';
      const sends: string[] = [];
      for (let minutes = 0; minutes < 6; minutes += 1) {
        sends.push(await codeOf(send(bind(0), phone)));
        later(1.01);
      }
      t.deepEqual(sends, ['done', 'done', 'done', 'done', 'done', 'rate_limited']);
      later(60);
      for (let more = 0; more < 5; more += 1) {
        t.is(await codeOf(send(bind(1), phone)), 'done');
        later(2);
      }
      later(60);
      t.is(await codeOf(send(bind(0), phone)), 'rate_limited');
      for (let more = 0; more < 10; more += 1) {
        t.is(await codeOf(send(bind(0), `+86139001391${more}0`)), 'done');
      }
      t.is(await codeOf(send(bind(0), '+8613900139200')), 'rate_limited');
    },
  );

  test.serial(`${name}: what a day may cost is the end for everybody`, async (t) => {
    const since = clock.getTime() - 24 * 60 * minute;
    const at = (await SentMessage.findAll()).filter((row) => row.at.getTime() > since);
    const rows = Array.from({ length: limits.perDay - at.length }, (_, index) => ({
      phone: `+86137000000${index}`,
      userId: null,
      state: 'sent' as const,
      at: clock,
    }));
    await SentMessage.bulkCreate(rows);
    t.is(await codeOf(send(bind(3), '+8613900139300')), 'rate_limited');
    later(24 * 60);
    t.is(await codeOf(send(bind(3), '+8613900139300')), 'done');
  });

  test.serial(`${name}: where no gateway takes it the older code still holds`, async (t) => {
    later(24 * 60);
    await send(bind(3), '+8613900139301');
    const code = lastCode();
    later(2);
    failing = true;
    t.is(await codeOf(send(bind(3), '+8613900139301')), 'message_undeliverable');
    failing = false;
    t.is(await use(bind(3), code), '+8613900139301');
  });

  test.serial(`${name}: of fifty who prove one phone at once one has it`, async (t) => {
    const many = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        User.create({
          directory: 'phones',
          subject: `many-${index}`,
          number: `many-${index}`,
          name: '',
          department: '',
          directoryPhone: null,
        }),
      ),
    );
    const run = { transaction: transaction(), onChange: () => undefined };
    const phone = { phone: '+8613911139111', proven: true };
    const answers = await Promise.all(
      many.map((user) => codeOf(activate(run, user, clock, phone))),
    );
    t.is(answers.filter((answer) => answer === 'done').length, 1);
    t.is(answers.filter((answer) => answer === 'phone_taken').length, 49);
    const [bound] = await Registration.findAll({ where: { phone: phone.phone } });
    t.deepEqual(bound?.phoneProvenAt, clock);
  });

  test.serial(`${name}: a phone moves only where an administrator grants it, once`, async (t) => {
    const [holder, other] = users;
    if (holder === undefined || other === undefined) return t.fail();
    const run = { transaction: transaction(), onChange: () => undefined };
    const phone = '+8613922139222';
    await activate(run, holder, clock, { phone, proven: true });
    await activate(run, other, clock, { phone: '+8613922139223', proven: true });
    await beginChange(run, { userId: other.id, phone }, clock);
    const begun = await begunChange(other.id, clock);
    if (begun === null) return t.fail();
    const cookie = undefined;
    t.is(await codeOf(finishChange(run, { user: other, begun, cookie }, clock)), 'code_expired');
    await begun.update({ oldProvenAt: clock });
    t.is(await codeOf(finishChange(run, { user: other, begun, cookie }, clock)), 'phone_taken');
    for (const reason of ['mine now', 'again']) {
      await askForPhone(run, { user: other, kind: 'claim', phone, reason }, clock);
    }
    const decision = { id: begun.id + 1, grant: true, reason: 'card seen', actor: 'admin:anna' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => codeOf(decideRequest(run, decision, clock))),
    );
    t.is(answers.filter((answer) => answer === 'done').length, 1);
    const phoneOf = async (userId: number) =>
      (await Registration.findOne({ where: { userId } }))?.phone;
    t.is(await phoneOf(other.id), phone);
    t.is(await phoneOf(holder.id), null);
  });
}
