import { consentState } from '../agreements/consents.js';
import { AppError } from '../errors.js';
import { Registration } from '../registrations/model.js';
import { Channel, Release } from '../releases/model.js';
import type { SigningKey } from '../secrets/key-ring.js';
import { isGranted } from './audience.js';
import { type DenialReason, decide, type PersonFacts } from './decide.js';
import { createFreshCache } from './fresh-cache.js';
import { isExpired, readTicket, type Ticket, type TicketPurpose } from './ticket.js';

/**
 * The gate where the bytes leave. What it knows of people and releases is less than a second old,
 * and this process forgets it at each change it makes itself.
 */
export interface Gate {
  /** May they have a ticket? Throws `not_registered`, `registration_suspended`, `consent_missing`, `not_granted` or `release_withdrawn`. */
  check(userId: number, releaseId: number): Promise<void>;
  /** The ticket in a path, once everything about it holds. Throws `ticket_invalid`, `ticket_expired` and what `check` throws. */
  admit(text: string, purpose: TicketPurpose, now: Date): Promise<Ticket>;
  /** Called after a person or a release changed. */
  forget(): void;
}

interface GateOptions {
  findKey(id: string): Promise<SigningKey | undefined>;
  /**
   * Whether a download that began in time may still be resumed. The device's downloader asks for
   * the rest with the same link and takes any refusal for the end.
   */
  mayResume(ticket: Ticket, now: Date): Promise<boolean>;
}

type Asking = Parameters<typeof decide>[2];

/** A second is promised, from the change to the refusal, on whichever process it arrives. */
const maxAgeMs = 800;
const maxEntries = 20_000;

export function createGate(options: GateOptions): Gate {
  const clock = () => performance.now();
  const people = createFreshCache({ load: loadPerson, maxAgeMs, maxEntries, clock });
  const releases = createFreshCache({ load: loadRelease, maxAgeMs, maxEntries, clock });
  const grants = createFreshCache({ load: loadGrant, maxAgeMs, maxEntries, clock });

  async function checkAs(asking: Asking, userId: number, releaseId: number): Promise<void> {
    const [person, release] = await Promise.all([people.get(userId), releases.get(releaseId)]);
    if (release === null) throw new AppError('ticket_invalid', 'This release is no longer here.');
    const { state, channelId, audience } = release;
    const granted = audience === 'registered' || (await grants.get(`${userId} ${channelId}`));
    const decision = decide(person, { state, granted }, asking);
    if (!decision.allowed) throw new AppError(decision.reason, sentences[decision.reason]);
  }

  return {
    check: (userId, releaseId) => checkAs('for-a-ticket', userId, releaseId),
    async admit(text, purpose, now) {
      const ticket = await readTicket(text, options.findKey);
      if (ticket.purpose !== purpose)
        throw new AppError('ticket_invalid', 'This link opens something else.');
      await checkAs('with-a-ticket', ticket.userId, ticket.releaseId);
      if (isExpired(ticket, now) && !(await options.mayResume(ticket, now))) {
        const message = 'This link has expired. Open the app page again and tap the button there.';
        throw new AppError('ticket_expired', message);
      }
      return ticket;
    },
    forget() {
      people.forget();
      releases.forget();
      grants.forget();
    },
  };
}

const sentences: Record<DenialReason, string> = {
  not_registered: 'This person is not registered.',
  registration_suspended: 'This registration is suspended.',
  consent_missing: 'This person has not agreed to the agreements in force.',
  not_granted: 'This release is not open to this person.',
  release_withdrawn: 'This release was withdrawn.',
};

async function loadPerson(userId: number): Promise<PersonFacts> {
  const [row, consent] = await Promise.all([
    Registration.findOne({ where: { userId }, attributes: ['state', 'phone'], raw: true }),
    consentState(userId, new Date()),
  ]);
  return { registration: row?.state ?? 'none', phoneBound: Boolean(row?.phone), consent };
}

async function loadRelease(id: number) {
  const release = await Release.findByPk(id, {
    attributes: ['state', 'channelId'],
    include: [{ model: Channel, as: 'channel', attributes: ['audience'], required: true }],
  });
  if (release?.channel === undefined) return null;
  const { state, channelId, channel } = release;
  return { state, channelId, audience: channel.audience };
}

function loadGrant(key: string): Promise<boolean> {
  const [userId, channelId] = key.split(' ').map(Number);
  return isGranted(userId ?? 0, channelId ?? 0);
}
