import { z } from 'zod';
import { readBinaryXml, type XmlElement } from './binary-xml.js';
import { effectivePermissions } from './permissions.js';
import { integerOf, isTrue, type ResourceValue, textOf } from './resource-value.js';

/** What an Android manifest says. Values that may be references stay unresolved. */
export interface AndroidManifest {
  packageName: string;
  versionCode: string;
  versionName: ResourceValue | null;
  minSdk: string | null;
  targetSdk: string | null;
  label: ResourceValue | null;
  icon: ResourceValue | null;
  permissions: readonly string[];
  isSplit: boolean;
  needsSplits: boolean;
  isDebuggable: ResourceValue | null;
  isTestOnly: ResourceValue | null;
  targetSandbox: number;
}

/** Resource ids of framework attributes (AOSP `public-final.xml`); they never change. */
const attribute = {
  label: 0x01010001,
  icon: 0x01010002,
  name: 0x01010003,
  debuggable: 0x0101000f,
  minSdkVersion: 0x0101020c,
  versionCode: 0x0101021b,
  versionName: 0x0101021c,
  targetSdkVersion: 0x01010270,
  testOnly: 0x01010272,
  targetSandboxVersion: 0x0101054c,
  versionCodeMajor: 0x01010576,
  isSplitRequired: 0x01010591,
  requiredSplitTypes: 0x0101064e,
} as const;

const schema = z.object({
  packageName: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[A-Za-z0-9_.]+$/),
  versionCode: z.string().regex(/^\d{1,20}$/),
  minSdk: z.string().min(1).max(100).nullable(),
  targetSdk: z.string().min(1).max(100).nullable(),
  permissions: z.array(z.string().min(1).max(1000)).max(5000),
});

/** Reads a compiled `AndroidManifest.xml`. Resolves integers through `resolve`, as Android does. */
export function readAndroidManifest(
  bytes: Buffer,
  resolve: (value: ResourceValue) => ResourceValue | null,
): AndroidManifest {
  const root = readBinaryXml(bytes, 2);
  if (root.name !== 'manifest') throw new RangeError('no manifest element');
  const application = child(root, 'application');
  const sdk = (id: number) => sdkText(root, id, resolve);
  const checked = schema.parse({
    packageName: root.byName.get('package')?.text ?? '',
    versionCode: versionCode(root, resolve),
    minSdk: sdk(attribute.minSdkVersion),
    targetSdk: sdk(attribute.targetSdkVersion),
    permissions: effectivePermissions(
      permissions(root, resolve),
      targetLevel(sdk(attribute.minSdkVersion), sdk(attribute.targetSdkVersion)),
    ),
  });
  return {
    ...checked,
    versionName: root.byId.get(attribute.versionName) ?? null,
    label: application?.byId.get(attribute.label) ?? null,
    icon: application?.byId.get(attribute.icon) ?? null,
    isSplit: root.byName.has('split'),
    needsSplits: needsSplits(root),
    isDebuggable: application?.byId.get(attribute.debuggable) ?? null,
    isTestOnly: application?.byId.get(attribute.testOnly) ?? null,
    targetSandbox: targetSandbox(root),
  };
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** `versionCodeMajor` holds the upper and `versionCode` the lower 32 bits of one number. */
function versionCode(root: XmlElement, resolve: Resolve): string {
  const part = (id: number) => {
    const value = root.byId.get(id);
    const resolved = value === undefined ? null : resolve(value);
    return BigInt(resolved === null ? 0 : (integerOf(resolved) ?? 0));
  };
  return String((part(attribute.versionCodeMajor) << 32n) | part(attribute.versionCode));
}

type Resolve = (value: ResourceValue) => ResourceValue | null;

/** Android lets a later `uses-sdk` override an earlier one. */
function sdkText(root: XmlElement, id: number, resolve: Resolve): string | null {
  let text: string | null = null;
  for (const element of root.children) {
    const value = element.name === 'uses-sdk' ? element.byId.get(id) : undefined;
    const resolved = value === undefined ? null : resolve(value);
    if (resolved !== null) text = textOf(resolved) ?? text;
  }
  return text;
}

/** The level aapt2 judges by: a code name counts as nothing. */
function targetLevel(minSdk: string | null, targetSdk: string | null): number {
  return Math.max(Number(minSdk) || 0, Number(targetSdk) || 0);
}

function permissions(root: XmlElement, resolve: Resolve): Set<string> {
  const names = new Set<string>();
  for (const element of root.children) {
    if (!/^uses-permission(-sdk-23|-sdk-m)?$/.test(element.name)) continue;
    const value = element.byId.get(attribute.name);
    const name = value === undefined ? null : resolve(value)?.text;
    if (name) names.add(name);
  }
  return names;
}

function targetSandbox(root: XmlElement): number {
  const value = root.byId.get(attribute.targetSandboxVersion);
  return value === undefined ? 1 : (integerOf(value) ?? 1);
}

function needsSplits(root: XmlElement): boolean {
  const required = root.byId.get(attribute.requiredSplitTypes)?.text ?? '';
  return required !== '' || isTrue(root.byId.get(attribute.isSplitRequired) ?? null);
}
