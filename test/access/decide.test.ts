import test from 'ava';
import { type Decision, decide, type PersonFacts } from '../../src/access/decide.js';
import type { ReleaseState } from '../../src/releases/model.js';

type Row = [title: string, person: PersonFacts, release: ReleaseState, decision: Decision];

const rows: Row[] = [
  [
    'a registered person has the current release',
    { registration: 'active', phoneBound: true, consent: 'given' },
    'current',
    { allowed: true },
  ],
  [
    'a superseded release is still had with the ticket that was given for it',
    { registration: 'active', phoneBound: true, consent: 'given' },
    'superseded',
    { allowed: true },
  ],
  [
    'a withdrawn release is had by nobody',
    { registration: 'active', phoneBound: true, consent: 'given' },
    'withdrawn',
    { allowed: false, reason: 'release_withdrawn', next: 'wait' },
  ],
  [
    'who never registered is sent to register',
    { registration: 'none', phoneBound: false, consent: 'given' },
    'current',
    { allowed: false, reason: 'not_registered', next: 'register' },
  ],
  [
    'whose phone was unbound confirms again',
    { registration: 'active', phoneBound: false, consent: 'given' },
    'current',
    { allowed: false, reason: 'not_registered', next: 'confirm' },
  ],
  [
    'a suspended person has nothing and is told whom to ask',
    { registration: 'suspended', phoneBound: true, consent: 'given' },
    'current',
    { allowed: false, reason: 'registration_suspended', next: 'ask' },
  ],
  [
    'a suspension is named before a withdrawal',
    { registration: 'suspended', phoneBound: true, consent: 'given' },
    'withdrawn',
    { allowed: false, reason: 'registration_suspended', next: 'ask' },
  ],
  ...(['missing', 'outdated', 'withdrawn'] as const).map(
    (consent): Row => [
      `who registered and whose consent is ${consent} is asked to agree before a ticket`,
      { registration: 'active', phoneBound: true, consent },
      'current',
      { allowed: false, reason: 'consent_missing', next: 'agree' },
    ],
  ),
];

for (const [title, person, state, decision] of rows) {
  test(title, (t) =>
    t.deepEqual(decide(person, { state, granted: true }, 'for-a-ticket'), decision),
  );
}

test('a download begun before the agreements changed ends well; after a withdrawal it does not', (t) => {
  const person = { registration: 'active', phoneBound: true } as const;
  const ask = (consent: PersonFacts['consent']) =>
    decide({ ...person, consent }, { state: 'current', granted: true }, 'with-a-ticket').allowed;
  t.deepEqual([ask('given'), ask('missing'), ask('outdated')], [true, true, true]);
  t.false(ask('withdrawn'));
});

test('a release of a channel that was not granted is had by nobody else, also with an old ticket', (t) => {
  const person = { registration: 'active', phoneBound: true, consent: 'given' } as const;
  for (const asking of ['for-a-ticket', 'with-a-ticket'] as const) {
    const decision = decide(person, { state: 'current', granted: false }, asking);
    t.deepEqual(decision, { allowed: false, reason: 'not_granted', next: 'ask' });
  }
});
