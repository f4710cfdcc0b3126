import { readFileSync } from 'node:fs';
import test from 'ava';

interface Lock {
  packages: Record<string, { version?: string; dev?: boolean; resolved?: string }>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

/** The first version of each line without a published weakness that touches this product. */
const floors: [name: string, floor: string, why: string][] = [
  ['koa', '3.1.2', 'CVE-2026-27959: a host name out of a forged Host header'],
  ['formidable', '3.5.3', 'CVE-2025-46653: guessable names of uploaded files'],
  ['node-forge', '1.4.0', 'CVE-2025-12816, CVE-2025-66031, CVE-2026-33895: ASN.1 and signatures'],
  ['@xmldom/xmldom', '0.8.14', 'CVE-2026-34601, CVE-2026-41672, CVE-2026-83605'],
  ['plist', '3.0.5', 'CVE-2022-22912: prototype pollution'],
  ['sequelize', '6.19.1', 'CVE-2023-25813: replacements in a where'],
];

for (const [name, floor, why] of floors) {
  test(`${name} is at least ${floor} (${why})`, (t) => {
    const found = Object.entries(lock.packages).filter(([path]) =>
      path.endsWith(`node_modules/${name}`),
    );
    t.true(found.length > 0);
    for (const [path, { version = '0' }] of found) {
      t.true(compare(version, floor) >= 0, `${path} is ${version}`);
    }
  });
}

test('every dependency is pinned to one version', (t) => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(wanted)) t.regex(version, /^\d+\.\d+\.\d+/, name);
});

test('the lock file names no address to download from', (t) => {
  for (const [path, { resolved }] of Object.entries(lock.packages)) t.is(resolved, undefined, path);
});

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
