import { User } from '../accounts/model.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import type { PasswordDirectory } from '../identity/directory.js';
import { reinstateReturned, suspendDeparted } from './departed.js';
import { Registration } from './model.js';

export interface DepartureCheck {
  directory: PasswordDirectory;
  actor: string;
  /** Say what would change, and change nothing. */
  dryRun?: boolean;
  /** Somebody looked at it: so many may leave at once. */
  confirmed?: boolean;
}

export interface Departures {
  /** How many people the directory has. */
  present: number;
  /** Numbers of those who are suspended because the directory has them no more. */
  departed: string[];
  /** Numbers of those who are back. */
  returned: string[];
}

/** As many at once may leave unseen; more looks like a directory that is half there. */
export const departuresUnseen = { people: 5, share: 0.05 } as const;

/**
 * Asks a directory whom it has and suspends those who signed in here and whom it has no more; who
 * is back is reinstated. Throws `directory_unavailable` where it did not answer whole, and
 * `confirmation_required` where more would leave at once than is usual.
 */
export async function followDirectory(
  deps: { transaction: RunTransaction; onChange(): void },
  { directory, actor, dryRun = false, confirmed = false }: DepartureCheck,
): Promise<Departures> {
  const { name } = directory;
  const subjects = await directory.listSubjects?.();
  if (subjects === undefined) {
    throw new AppError('invalid_request', `The directory ${name} cannot say whom it has.`);
  }
  const found = await deps.transaction(async (transaction) => {
    const changes = await compare(name, subjects, transaction);
    if (dryRun) return changes;
    if (!confirmed) refuseMany(changes, subjects.size);
    await suspendDeparted(name, idsOf(changes.gone), transaction);
    await reinstateReturned(name, idsOf(changes.returned), transaction);
    await record(name, actor, changes, transaction);
    return changes;
  });
  if (!dryRun) deps.onChange();
  const numbers = (users: readonly User[]) => users.map(({ number }) => number);
  const { departed, returned } = found;
  return { present: subjects.size, departed: numbers(departed), returned: numbers(returned) };
}

interface Changes {
  /** Of how many people of this directory. */
  known: number;
  /** Also those who never confirmed, or are suspended already. */
  gone: User[];
  departed: User[];
  returned: User[];
}

async function compare(
  directory: string,
  subjects: ReadonlySet<string>,
  transaction: Transaction,
): Promise<Changes> {
  const include = [{ model: Registration, as: 'registration' }];
  const users = await User.findAll({ where: { directory }, include, transaction });
  const registrationOf = (user: User) => user.get('registration') as Registration | null;
  const gone = users.filter((user) => !subjects.has(user.subject));
  const departed = gone.filter((user) => registrationOf(user)?.state === 'active');
  const returned = users.filter(
    (user) => subjects.has(user.subject) && registrationOf(user)?.suspendedBy === directory,
  );
  return { known: users.length, gone, departed, returned };
}

function refuseMany({ known, departed }: Changes, present: number): void {
  const { people, share } = departuresUnseen;
  const most = present === 0 ? 0 : Math.max(people, known * share);
  if (departed.length <= most) return;
  const message = `${departed.length} of ${known} people would be suspended at once. Is the directory whole?`;
  throw new AppError('confirmation_required', message, {
    details: { reasons: ['many_departures'] },
  });
}

async function record(
  directory: string,
  actor: string,
  { departed, returned }: Changes,
  transaction: Transaction,
): Promise<void> {
  if (departed.length + returned.length === 0) return;
  const details = { departed: departed.length, returned: returned.length };
  const action = 'directory.departures';
  await recordAudit({ actor, action, subject: `directory:${directory}`, details }, transaction);
}

function idsOf(users: readonly User[]): number[] {
  return users.map(({ id }) => id);
}
