import { dirname } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { brokenSignatures } from '../helpers/artifacts/broken-code.js';
import { brokenFiles, brokenNested } from '../helpers/artifacts/broken-files.js';
import type { BrokenIpa } from '../helpers/artifacts/broken-ipa.js';
import { brokenTrust } from '../helpers/artifacts/broken-trust.js';
import { buildIpa, type IpaOptions } from '../helpers/artifacts/ipa.js';
import { ipaOracle } from '../helpers/artifacts/ipa-oracle.js';
import { defaultAppleLikeChain } from '../helpers/artifacts/signers.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';
import { refusalCode } from '../helpers/inspect-bytes.js';

const sound: readonly IpaOptions[] = [
  {},
  { appExtension: true, framework: true, withDylib: true, watchApp: true },
  { architectures: ['armv7', 'arm64'], codeDirectories: ['sha1', 'sha256'] },
  { codeDirectories: ['sha256', 'sha384'], links: { 'a.link': 'PkgInfo' } },
  { seal: { form: 'old' } },
];
const broken: readonly BrokenIpa[] = [
  ...brokenSignatures,
  ...brokenTrust,
  ...brokenFiles,
  ...brokenNested,
];

for (const [index, options] of sound.entries()) {
  test.serial(`openssl and Python find no fault in sound IPA ${index}`, async (t) => {
    if (!haveTools(t, 'openssl', 'python3')) return;
    const ipa = buildIpa(options);
    t.is(await problemsOf(t, ipa), '');
    t.is(await refusalCode(t, ipa), null);
  });
}

for (const { title, options, code, unseen } of broken) {
  test.serial(`openssl and Python find the fault too: ${title}`, async (t) => {
    if (!haveTools(t, 'openssl', 'python3')) return;
    const ipa = buildIpa(options());
    t.is(await refusalCode(t, ipa), code);
    const problems = await problemsOf(t, ipa);
    if (unseen === undefined) t.not(problems, '');
    else t.is(problems, '', unseen);
    t.log(unseen ?? problems.split('\n').slice(0, 3).join('; '));
  });
}

test('at least 25 ways of breaking are compared', (t) => {
  t.true(broken.filter(({ unseen }) => unseen === undefined).length >= 25);
});

async function problemsOf(t: ExecutionContext, ipa: Buffer): Promise<string> {
  const write = await scratchFolder(t);
  const path = await write('app.ipa', ipa);
  const root = await write('root.pem', defaultAppleLikeChain().root.pem);
  const program = await write('oracle.py', ipaOracle);
  const { ok, output } = await runTool('python3', program, path, root, dirname(path));
  t.true(ok, output);
  return output.trim();
}
