import { randomBytes } from 'node:crypto';
import test from 'ava';
import { isExpired, readTicket, signTicket, type Ticket } from '../../src/access/ticket.js';
import { isAppError } from '../../src/errors.js';

const key = { id: 'k1', key: randomBytes(32) };
const findKey = async (id: string) => (id === key.id ? key : undefined);
const ticket: Ticket = {
  releaseId: 7,
  userId: 42,
  purpose: 'package',
  expiresAt: 1_900_000_000,
  id: 'abcDEF_-123',
};

async function isInvalid(text: string): Promise<boolean> {
  try {
    await readTicket(text, findKey);
    return false;
  } catch (error) {
    return isAppError(error, 'ticket_invalid');
  }
}

test('a ticket reads back as it was signed', async (t) => {
  t.deepEqual(await readTicket(signTicket(ticket, key), findKey), ticket);
});

test('a ticket is one path segment that needs no escaping', (t) => {
  const text = signTicket(ticket, key);
  t.is(encodeURIComponent(text), text);
  t.true(text.length < 200);
});

test('any one character changed to any other makes it invalid', async (t) => {
  const text = signTicket(ticket, key);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
  let tried = 0;
  for (let index = 0; index < text.length; index += 1) {
    for (const character of alphabet) {
      if (character === text[index]) continue;
      tried += 1;
      const changed = text.slice(0, index) + character + text.slice(index + 1);
      if (!(await isInvalid(changed))) t.fail(`accepted with "${character}" at ${index}`);
    }
  }
  t.true(tried > 8000);
});

test('a ticket cut short, made longer, doubled or of another key is invalid', async (t) => {
  const text = signTicket(ticket, key);
  for (let length = 0; length < text.length; length += 1)
    t.true(await isInvalid(text.slice(0, length)));
  t.true(await isInvalid(`${text}A`));
  t.true(await isInvalid(`${text}.`));
  t.true(await isInvalid(text + text));
  t.true(await isInvalid('x'.repeat(100_000)));
  t.true(await isInvalid(signTicket(ticket, { id: 'k2', key: key.key })));
  t.true(await isInvalid(signTicket(ticket, { id: 'k1', key: randomBytes(32) })));
});

test('a ticket is expired from its second on', (t) => {
  t.false(isExpired(ticket, new Date(1_900_000_000_000 - 1)));
  t.true(isExpired(ticket, new Date(1_900_000_000_000)));
});
