import { UniqueConstraintError } from 'sequelize';
import type { User } from '../accounts/model.js';
import { findRegistration } from './queries.js';

/**
 * Takes over a number that the directory changed, so that whoever is given the old one may register
 * with it. A number that another is registered with stays theirs.
 */
export async function followNumber(user: User): Promise<void> {
  const registration = await findRegistration(user.id);
  if (registration === null || registration.number === null) return;
  if (registration.number === user.number) return;
  try {
    await registration.update({ number: user.number });
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
  }
}
