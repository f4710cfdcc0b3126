import { randomInt } from 'node:crypto';
import { Op } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { RosterEntry } from './model.js';
import { plainCode } from './typed.js';

/** A person's code, to be printed once and kept nowhere. */
export interface ActivationLetter {
  number: string;
  name: string;
  department: string;
  /** `K7MQ-3XWD-9HTR`. */
  code: string;
}

export interface CodesWanted {
  /** Whose codes are made anew; null for everybody who has neither a password nor a code. */
  numbers: readonly string[] | null;
  /** At the most so many at once. */
  limit: number;
  actor: string;
}

/** Makes activation codes. Only hashes are kept: what is given here is the one time it is seen. */
export async function makeActivationCodes(
  deps: {
    transaction: RunTransaction;
    passwords: { hash(password: string): Promise<string> };
  },
  { numbers, limit, actor }: CodesWanted,
): Promise<ActivationLetter[]> {
  const entries = await RosterEntry.findAll({
    where: whose(numbers),
    order: [['id', 'ASC']],
    limit,
  });
  const made = await Promise.all(
    entries.map(async (entry) => {
      const code = randomCode();
      return { entry, code, activationCodeHash: await deps.passwords.hash(plainCode(code)) };
    }),
  );
  return deps.transaction(async (transaction) => {
    const letters: ActivationLetter[] = [];
    for (const { entry, code, activationCodeHash } of made) {
      // Another who made codes meanwhile came first: of two letters both would hold a dead code.
      const where = {
        ...whose(numbers),
        id: entry.id,
        activationCodeHash: entry.activationCodeHash,
      };
      const [count] = await RosterEntry.update({ activationCodeHash }, { where, transaction });
      const { number, name, department } = entry;
      if (count === 1) letters.push({ number, name, department, code });
    }
    const details = { letters: letters.length };
    const event = { actor, action: 'roster.codes', subject: 'roster', details };
    if (letters.length > 0) await recordAudit(event, transaction);
    return letters;
  });
}

/** How many have neither a password nor a code. */
export function countWithoutCode(): Promise<number> {
  return RosterEntry.count({ where: whose(null) });
}

function whose(numbers: readonly string[] | null) {
  if (numbers !== null) return { departedAt: null, number: { [Op.in]: [...numbers] } };
  return { departedAt: null, passwordHash: null, activationCodeHash: null };
}

/** Without what is mistaken for something else on paper: no 0 O, 1 I L, 2 Z, 5 S, 8 B. */
const alphabet = 'ACDEFGHJKMNPQRTUVWXY34679';

/** Twelve of 25 signs: 55 bits, with ten tries in a quarter of an hour. */
function randomCode(): string {
  const group = () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${group()}-${group()}-${group()}`;
}
