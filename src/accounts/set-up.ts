import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { createFirstAdministrator, hasAdministrator } from './administrators.js';
import { type Attempted, countAttempt, forgetAttempts } from './attempts.js';
import type { Administrator } from './model.js';
import type { Passwords } from './passwords.js';
import { isSetupCode, removeSetupCode } from './setup-code.js';

export interface SetUp {
  code: string;
  name: string;
  password: string;
  address: string;
}

/**
 * Makes the first administrator for whoever has the one-time code, and uses the code up. Throws
 * `setup_closed`, `rate_limited`, `credentials_wrong` for a wrong code, `invalid_request`.
 */
export async function setUp(
  deps: { transaction: RunTransaction; passwords: Passwords; storageDir: string },
  input: SetUp,
  now: Date,
): Promise<Administrator> {
  if (await hasAdministrator()) {
    throw new AppError('setup_closed', 'There is an administrator already.');
  }
  const attempted: Attempted = { account: 'set-up', address: input.address };
  await countAttempt(attempted, now);
  if (!(await isSetupCode(deps.storageDir, input.code, now))) {
    throw new AppError('credentials_wrong', 'This is not the code in force.');
  }
  await forgetAttempts(attempted);
  const administrator = await createFirstAdministrator(deps, input);
  await removeSetupCode(deps.storageDir);
  return administrator;
}
