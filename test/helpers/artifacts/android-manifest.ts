import { resourceId } from './arsc.js';
import { android, element, plain, writeBinaryXml, type XmlValue } from './axml.js';
import type { StringEncoding } from './res-chunk.js';
import { sampleApp } from './sample-app.js';

/** What the Android manifest says. */
export interface AndroidManifestOptions {
  packageName?: string;
  /** A text or a reference to one of `strings`; `null` to leave it out. */
  versionName?: XmlValue | null;
  versionCode?: number;
  versionCodeMajor?: number;
  /** A number, or a code name such as `IceCreamSandwich`. */
  minSdk?: number | string;
  targetSdk?: number | string;
  permissions?: readonly string[];
  debuggable?: boolean;
  testOnly?: boolean;
  /** Name of the split this APK is a part of. */
  split?: string;
  /** Names split types without which the app does not install. */
  requiredSplitTypes?: string;
  /** The label as text in the manifest instead of a resource. */
  literalLabel?: string;
  targetSandboxVersion?: number;
  hasLabel?: boolean;
  hasIcon?: boolean;
  encoding?: StringEncoding;
}

export const labelResource = resourceId(0, 0);
export const iconResource = resourceId(1, 0);

/** A binary `AndroidManifest.xml`. The app has no code, so it installs and opens nothing. */
export function androidManifest(options: AndroidManifestOptions): Buffer {
  const { hasLabel = true, hasIcon = true, minSdk = 24, targetSdk = 34 } = options;
  const label = options.literalLabel ?? (hasLabel ? { reference: labelResource } : undefined);
  const versionName = options.versionName === undefined ? '1.0.0' : options.versionName;
  const root = element(
    'manifest',
    [
      android('versionCode', options.versionCode ?? 1),
      android('versionName', versionName ?? undefined),
      android('versionCodeMajor', options.versionCodeMajor),
      android('requiredSplitTypes', options.requiredSplitTypes),
      android('targetSandboxVersion', options.targetSandboxVersion),
      plain('package', options.packageName ?? sampleApp.identifier),
      plain('split', options.split),
    ],
    [
      element('uses-sdk', [
        android('minSdkVersion', minSdk),
        android('targetSdkVersion', targetSdk),
      ]),
      ...(options.permissions ?? ['android.permission.INTERNET']).map((name) =>
        element('uses-permission', [android('name', name)]),
      ),
      element('application', [
        android('label', label),
        android('icon', hasIcon ? { reference: iconResource } : undefined),
        android('hasCode', false),
        android('debuggable', options.debuggable),
        android('testOnly', options.testOnly),
      ]),
    ],
  );
  return writeBinaryXml(root, options.encoding);
}
