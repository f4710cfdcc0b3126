import test from 'ava';
import { type ApkOptions, buildApk } from '../helpers/artifacts/apk.js';
import { brokenApks } from '../helpers/artifacts/broken-apks.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
import { judgeFile } from '../helpers/conformance/judge-file.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';

for (const { what, options, explained } of brokenApks()) {
  test.serial(`neither apksigner nor we verify ${what}`, async (t) => {
    if (!haveTools(t, 'apksigner')) return;
    const path = await (await scratchFolder(t))('broken.apk', buildApk(options));
    t.false((await judgeFile(path, null)).verified);
    const { ok, output } = await runTool('apksigner', 'verify', path);
    if (explained === undefined) t.false(ok, output);
    else t.true(ok, `${explained}, yet it refuses: ${output}`);
  });
}

const ec = makeAndroidSigner({ keyType: 'ec' });
const before = makeAndroidSigner({ commonName: 'Before', keyType: 'ec' });

const sound: Record<string, ApkOptions> = {
  'v1 alone': { schemes: ['v1'], minSdk: 18, targetSdk: 29 },
  'v1 by SHA-1': { schemes: ['v1'], minSdk: 8, targetSdk: 29, v1: { digest: 'sha1' } },
  'v1 by an EC key': { schemes: ['v1'], minSdk: 21, targetSdk: 29, signer: ec },
  'v1 with signed attributes': {
    schemes: ['v1'],
    minSdk: 19,
    targetSdk: 29,
    v1: { signedAttributes: true },
  },
  'v1 whose manifest has another digest of its own': {
    schemes: ['v1'],
    minSdk: 21,
    targetSdk: 29,
    v1: { editSignatureFile: (text) => text.replace(/(-Digest-Manifest: )..../, '$1AAAA') },
  },
  'v1, v2 and v3': { minSdk: 21 },
  'a proof of rotation': { minSdk: 21, signer: ec, pastSigners: [before] },
  'v3.1': { minSdk: 21, signer: ec, pastSigners: [before], schemes: ['v1', 'v2', 'v3', 'v3.1'] },
};

for (const [what, options] of Object.entries(sound)) {
  test.serial(`apksigner and we verify ${what}`, async (t) => {
    if (!haveTools(t, 'apksigner')) return;
    const path = await (await scratchFolder(t))('sound.apk', buildApk(options));
    const ours = await judgeFile(path, null);
    t.true(ours.verified, ours.fault);
    const { ok, output } = await runTool('apksigner', 'verify', path);
    t.true(ok, output);
  });
}
