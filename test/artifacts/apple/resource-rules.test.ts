import test from 'ava';
import { compilePattern } from '../../../src/artifacts/apple/code-signature/resource-pattern.js';
import {
  mustBeSealed,
  readResourceRules,
} from '../../../src/artifacts/apple/code-signature/resource-rules.js';

/** The patterns of Apple's own signers, and others a POSIX reader takes. */
const patterns = [
  '^.*',
  '^',
  '^.*\\.lproj/',
  '^.*\\.lproj/locversion.plist$',
  '^Base\\.lproj/',
  '.*\\.dSYM($|/)',
  '^(.*/)?\\.DS_Store$',
  '^Info\\.plist$',
  '^[^/]+$',
  '^(Frameworks|SharedFrameworks|PlugIns|Library/(Automator|Spotlight))/',
  'a+b?c*',
  '[a-c]x|y$',
  '(ab|a)(c|bcd)(d*)$',
  '(^|/)x',
];
const paths = [
  '',
  'Info.plist',
  'XInfo.plist',
  'Info_plist',
  'en.lproj/x.strings',
  'Base.lproj/a/b.nib',
  'en.lproj/locversion.plist',
  '.DS_Store',
  'a/.DS_Store',
  'a.DS_Store',
  'x.dSYM',
  'x.dSYM/Contents',
  'x.dSYMs',
  'Frameworks/a',
  'Library/Spotlight/a',
  'abcd',
  'ac',
  'bx',
  'zy',
  'y/x',
];

test('patterns match as POSIX regular expressions do', (t) => {
  for (const pattern of patterns) {
    const matches = compilePattern(pattern);
    const expected = new RegExp(pattern);
    for (const path of paths) t.is(matches?.(path), expected.test(path), `${pattern} on ${path}`);
  }
});

test('what is not known is no pattern', (t) => {
  const unknown = [
    'a{2,3}',
    '[[:alpha:]]',
    '(a',
    'a)',
    '*a',
    'a**',
    '\\d',
    '\\',
    '[a',
    'x'.repeat(300),
  ];
  for (const pattern of unknown) t.is(compilePattern(pattern), null, pattern);
});

test('patterns that keep a backtracking engine busy for ever take no time', (t) => {
  const start = performance.now();
  const hostile = ['(a*)*b', '((a+)+)+$', '(a|aa)+$', '(.*)(.*)(.*)(.*)[^a]$'];
  const path = `${'a'.repeat(1000)}!`;
  t.deepEqual(
    hostile.map((pattern) => compilePattern(pattern)?.(path)),
    [false, false, false, true],
  );
  t.true(performance.now() - start < 1000);
});

test('the heaviest rule decides', (t) => {
  const rules = readResourceRules({
    '^.*': true,
    '^.*\\.lproj/': { optional: true, weight: 1000 },
    '^(.*/)?\\.DS_Store$': { omit: true, weight: 2000 },
    '^Info\\.plist$': { omit: true, weight: 20 },
    '^never$': false,
  });
  t.deepEqual(
    ['a', 'en.lproj/a', 'en.lproj/.DS_Store', 'Info.plist'].map((path) =>
      mustBeSealed(rules, path),
    ),
    [true, true, false, false],
  );
});

test('a rule that is not understood leaves nothing out', (t) => {
  const rules = readResourceRules({ '^.*': true, 'a{2}': { omit: true, weight: 50 } });
  t.true(mustBeSealed(rules, 'aa'));
  const sealing = readResourceRules({ '^x': { omit: true, weight: 20 }, 'x{1}': { weight: 30 } });
  t.true(mustBeSealed(sealing, 'x'));
});

test('without a rule a file need not be sealed', (t) => {
  t.false(mustBeSealed(readResourceRules({}), 'a'));
});
