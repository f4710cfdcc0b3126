import test from 'ava';
import { type Decision, decide, type PersonFacts } from '../../src/access/decide.js';
import type { ReleaseState } from '../../src/releases/model.js';

const rows: [title: string, person: PersonFacts, release: ReleaseState, decision: Decision][] = [
  [
    'a registered person has the current release',
    { registration: 'active', phoneBound: true },
    'current',
    { allowed: true },
  ],
  [
    'a superseded release is still had with the ticket that was given for it',
    { registration: 'active', phoneBound: true },
    'superseded',
    { allowed: true },
  ],
  [
    'a withdrawn release is had by nobody',
    { registration: 'active', phoneBound: true },
    'withdrawn',
    { allowed: false, reason: 'release_withdrawn', next: 'wait' },
  ],
  [
    'who never registered is sent to register',
    { registration: 'none', phoneBound: false },
    'current',
    { allowed: false, reason: 'not_registered', next: 'register' },
  ],
  [
    'whose phone was unbound confirms again',
    { registration: 'active', phoneBound: false },
    'current',
    { allowed: false, reason: 'not_registered', next: 'confirm' },
  ],
  [
    'a suspended person has nothing and is told whom to ask',
    { registration: 'suspended', phoneBound: true },
    'current',
    { allowed: false, reason: 'registration_suspended', next: 'ask' },
  ],
  [
    'a suspension is named before a withdrawal',
    { registration: 'suspended', phoneBound: true },
    'withdrawn',
    { allowed: false, reason: 'registration_suspended', next: 'ask' },
  ],
];

for (const [title, person, state, decision] of rows) {
  test(title, (t) => t.deepEqual(decide(person, { state }), decision));
}
