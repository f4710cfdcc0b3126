import { listConsents } from '../../agreements/consents.js';
import { listApps } from '../../apps/apps.js';
import { findBuilds } from '../../builds/queries.js';
import { outcomesOfPerson } from '../../delivery/outcome-queries.js';
import { reinstateRegistration, suspendRegistration } from '../../registrations/administer.js';
import { type Person, requirePerson, stateOf } from '../../registrations/queries.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { blankForm, seeOther } from './form.js';
import type { Fact, FormState, PersonPage } from './page-data.js';
import { queryChoice } from './paging.js';
import { maskedPhone, personRow } from './people.js';
import { actorText, versionText } from './rows.js';
import { type Words, wordsFor } from './words.js';

/** One person: what the directory says, how far they are here, what they fetched. */
export function showPerson(services: Services): Handler {
  return (ctx) => showPersonWith(services)(ctx, blankForm);
}

/** The same with what was wrong with a form on it. */
export function showPersonWith(services: Services) {
  return async (ctx: Context, form: FormState): Promise<void> => {
    const words = wordsFor(ctx, services.now());
    const person = await requirePerson(pathId(ctx.params.id));
    const notice = queryChoice(ctx, 'notice', notices);
    await services.views.show(ctx, 'console/person', {
      id: person.user.id,
      person: personRow(person, words),
      state: stateOf(person),
      facts: personFacts(person, words),
      consents: await consentRows(person.user.id, words),
      outcomes: await outcomeRows(person.user.id, words),
      form,
      notice: notice === undefined ? null : words.t(`console.notice.${notice}`),
    });
  };
}

const notices = ['suspended', 'reinstated', 'unbound', 'phone-set'] as const;

/** Takes a person's access away from the next request on. */
export function suspendPerson(services: Services): Handler {
  return changePerson(services, suspendRegistration, 'suspended');
}

export function reinstatePerson(services: Services): Handler {
  return changePerson(services, reinstateRegistration, 'reinstated');
}

function changePerson(
  services: Services,
  act: typeof suspendRegistration,
  notice: (typeof notices)[number],
): Handler {
  return async (ctx) => {
    const { user } = await requirePerson(pathId(ctx.params.id));
    await act(services, { userId: user.id, actor: actorOf(ctx) });
    seeOther(ctx, `/console/people/${user.id}?notice=${notice}`);
  };
}

function personFacts({ user, registration }: Person, words: Words): Fact[] {
  const none = words.t('console.none');
  const facts: Fact[] = [
    { term: words.t('console.person.number'), text: user.number },
    { term: words.t('console.person.department'), text: user.department || none },
    {
      term: words.t('console.person.phone'),
      text: phoneState(registration, words) || none,
    },
    {
      term: words.t('console.person.directory-phone'),
      text: maskedPhone(user.directoryPhone) || none,
    },
    { term: words.t('console.person.first-seen'), text: words.moment(user.createdAt).exact },
  ];
  if (registration === null) return facts;
  const activated = words.moment(registration.activatedAt).exact;
  facts.push({ term: words.t('console.person.activated'), text: activated });
  if (registration.suspendedAt === null) return facts;
  const by = actorText(registration.suspendedBy ?? '');
  const text = `${words.moment(registration.suspendedAt).exact} · ${by}`;
  return [...facts, { term: words.t('console.person.suspended-since'), text }];
}

/** The bound phone, masked, and who says that it is theirs. */
function phoneState(registration: Person['registration'], words: Words): string {
  if (registration === null || registration.phone === null) return '';
  const proven = registration.phoneProvenAt;
  const how =
    proven === null
      ? words.t('console.person.phone.unproven')
      : words.t('console.person.phone.proven', { at: words.moment(proven).exact });
  return `${maskedPhone(registration.phone)} · ${how}`;
}

async function consentRows(userId: number, words: Words): Promise<PersonPage['consents']> {
  const consents = await listConsents(userId);
  return consents.map(({ agreement, action, at }) => ({
    what: words.t(`console.person.consent.${action}`),
    agreement: {
      text: `${words.t(`console.agreement.${agreement?.kind ?? 'service'}`)} ${agreement?.version}`,
      href: `/console/agreements/${agreement?.kind}/${agreement?.version}`,
    },
    at: words.moment(at),
  }));
}

async function outcomeRows(userId: number, words: Words): Promise<PersonPage['outcomes']> {
  const outcomes = await outcomesOfPerson(userId, 50);
  const builds = await findBuilds(outcomes.flatMap(({ buildId }) => buildId ?? []));
  const names = new Map((await listApps()).map(({ id, name }) => [id, name]));
  return outcomes.map(({ appId, buildId, step, at }) => {
    const build = builds.get(buildId ?? 0);
    return {
      app: names.get(appId) ?? '',
      build:
        build === undefined
          ? null
          : { text: versionText(build), href: `/console/builds/${build.id}` },
      step: words.t(`console.step.${step}`),
      at: words.moment(at),
    };
  });
}
