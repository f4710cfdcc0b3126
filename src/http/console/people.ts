import { maskPhone } from '../../identity/phone.js';
import { findRosterEntry, rosterSize } from '../../identity/roster.js';
import {
  countPeople,
  listPeople,
  type PeopleFilter,
  type Person,
  type PersonState,
  personStates,
  stateOf,
} from '../../registrations/queries.js';
import type { Context, Handler } from '../context.js';
import { sendCsv } from '../csv.js';
import type { Services } from '../services.js';
import type { Chip, PersonRow } from './page-data.js';
import { addressWith, pageOf, pagingOf, queryChoice, queryText } from './paging.js';
import { type Words, wordsFor } from './words.js';

/** Who signed in at least once, and how far they are. */
export function showPeople(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const page = pageOf(ctx, 50);
    const [{ people, total }, counts, roster] = await Promise.all([
      listPeople({ ...filterOf(ctx), ...page }),
      countPeople(),
      rosterSize(),
    ]);
    const search = queryText(ctx, 'search');
    const expected = total === 0 && search !== '' ? await findRosterEntry(search) : null;
    await services.views.show(ctx, 'console/people', {
      people: people.map((person) => personRow(person, words)),
      paging: pagingOf(ctx, page, total),
      filter: { search, state: queryText(ctx, 'state') },
      expected: expected === null ? null : `${expected.name} (${expected.number})`,
      states: personStates.map((value) => ({ value, text: words.t(`console.person.${value}`) })),
      counts: personStates.map((state) => ({
        text: words.t(`console.person.${state}`),
        count: words.count(counts[state]),
        href: `/console/people?state=${state}`,
      })),
      rosterSize: words.count(roster),
      csvHref: addressWith(ctx, { page: '' }, '/console/people.csv'),
    });
  };
}

/** The list as the filters show it, whole; phones are masked here as everywhere. */
export function exportPeople(): Handler {
  return (ctx) => {
    const filter = filterOf(ctx);
    sendCsv(ctx, 'people.csv', header, async (page) => {
      const { people } = await listPeople({ ...filter, ...page });
      return people.map(({ user, registration }) => [
        user.number,
        user.name,
        user.department,
        maskedPhone(registration?.phone ?? null),
        stateOf({ user, registration }),
        registration?.activatedAt.toISOString() ?? '',
      ]);
    });
  };
}

const header = ['number', 'name', 'department', 'phone', 'state', 'activated_at'];

export function personRow(person: Person, words: Words): PersonRow {
  const { user, registration } = person;
  return {
    href: `/console/people/${user.id}`,
    number: user.number,
    name: user.name,
    department: user.department,
    phone: maskedPhone(registration?.phone ?? null),
    state: personState(stateOf(person), words),
    activated: registration === null ? null : words.moment(registration.activatedAt),
  };
}

export function maskedPhone(phone: string | null): string {
  return phone === null ? '' : maskPhone(phone);
}

const tones = {
  registered: 'good',
  'not-activated': 'quiet',
  suspended: 'bad',
  unbound: 'warn',
} as const;

function personState(state: PersonState, words: Words): Chip {
  return { text: words.t(`console.person.${state}`), tone: tones[state] };
}

function filterOf(ctx: Context): Omit<PeopleFilter, 'offset' | 'limit'> {
  const state = queryChoice(ctx, 'state', personStates);
  return { search: queryText(ctx, 'search'), ...(state === undefined ? {} : { state }) };
}
