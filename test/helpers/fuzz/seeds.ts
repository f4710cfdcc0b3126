import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ApkOptions, buildApk } from '../artifacts/apk.js';
import { android, element, writeBinaryXml } from '../artifacts/axml.js';
import { buildIpa, type IpaOptions } from '../artifacts/ipa.js';
import { drawIcon } from '../artifacts/png.js';
import { corpusFiles, corpusFolder } from '../corpus.js';
import { desktopSeeds } from './desktop-seeds.js';
import { fixedCertificate, fixedChain, fixedNow } from './fixed-keys.js';
import type { Seed } from './seed.js';

const day = 86_400_000;
const largestCorpusFile = 300 * 1024;
const largestHostileFile = 800 * 1024;

/** What the builder makes, and the small files of the corpus where it is there. */
export function fuzzSeeds(): { seeds: Seed[]; anchors: string[] } {
  const chain = fixedChain();
  return {
    seeds: [...builtApks(), ...builtIpas(chain), ...desktopSeeds(chain), ...corpusSeeds()],
    anchors: [chain.root.pem],
  };
}

function builtApks(): Seed[] {
  const signer = fixedCertificate(11, [['CN', 'Fixed Signer']]);
  const past = fixedCertificate(12, [['CN', 'Fixed Past']]);
  const common: ApkOptions = {
    signer,
    icon: { 160: drawIcon({ size: 48 }) },
    abis: ['arm64-v8a'],
    permissions: ['android.permission.CAMERA', 'android.permission.INTERNET'],
  };
  const cases: Record<string, ApkOptions> = {
    v1: { schemes: ['v1'], minSdk: 21, targetSdk: 29 },
    'v1 with attributes': {
      schemes: ['v1'],
      minSdk: 21,
      targetSdk: 29,
      v1: { signedAttributes: true },
    },
    'v1 to v3': { minSdk: 21 },
    'v2 and v3': { schemes: ['v2', 'v3'] },
    'v3.1': { schemes: ['v2', 'v3', 'v3.1'], pastSigners: [past] },
    'UTF-16': { encoding: 'utf-16', adaptiveIcon: true },
    'a vector icon': { ...vectorIcon(), schemes: ['v2'] },
  };
  return Object.entries(cases).map(([name, options]) => ({
    name: `APK: ${name}`,
    bytes: buildApk({ ...common, ...options }),
    isBuilt: true,
    seal: (options.schemes ?? ['v2']).includes('v1') ? 'none' : 'file',
  }));
}

function vectorIcon(): ApkOptions {
  const path = element('path', [
    android('fillColor', { color: 0xff336699 }),
    android('pathData', 'M10,10h80v80h-80zM30,30a20,20 0 1,0 40,0'),
  ]);
  const group = element('group', [android('rotation', { float: 45 })], [path]);
  const size = [android('viewportWidth', 100), android('viewportHeight', 100)];
  const data = writeBinaryXml(element('vector', size, [group]));
  return {
    icon: {},
    adaptiveIcon: true,
    beforeSigning: (entries) =>
      entries.map((entry) =>
        entry.name.toString().includes('anydpi') ? { ...entry, data } : entry,
      ),
  };
}

function builtIpas(chain: ReturnType<typeof fixedChain>): Seed[] {
  const common: IpaOptions = {
    chain,
    profileUuid: '6a0f2d4c-0000-4000-8000-000000000001',
    createdAt: new Date(fixedNow.getTime() - 30 * day),
    expiresAt: new Date(fixedNow.getTime() + 300 * day),
  };
  const cases: Record<string, IpaOptions> = {
    'an enterprise app': {},
    'an XML Info.plist': { infoPlistFormat: 'xml' },
    'an app with code inside': { framework: true, withDylib: true, watchApp: true },
    'an app with an extension': { appExtension: true, labels: { 'zh-Hans': '校园' } },
  };
  return Object.entries(cases).map(([name, options]) => ({
    name: `IPA: ${name}`,
    bytes: buildIpa({ ...common, ...options }),
    seal: 'none',
    isBuilt: true,
  }));
}

function corpusSeeds(): Seed[] {
  if (!existsSync(corpusFolder)) return [];
  const fits = (limit: number) => (file: string) =>
    statSync(join(corpusFolder, file)).size <= limit;
  const files = [
    ...corpusFiles('apk', 'ipa').filter(fits(largestCorpusFile)),
    ...corpusFiles('hostile').filter(fits(largestHostileFile)),
  ];
  return files.sort().map((name) => ({
    name,
    bytes: readFileSync(join(corpusFolder, name)),
    seal: 'none',
    isBuilt: false,
  }));
}
