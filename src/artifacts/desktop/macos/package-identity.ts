import { damaged, readingPart } from '../../damage.js';
import {
  type Distribution,
  type PackageInfo,
  readDistribution,
  readPackageInfo,
} from './package-info.js';
import type { Xar } from './xar.js';
import { readXarFile, type XarFile } from './xar-files.js';

/** What a package installs and which version it is. */
export interface PackageIdentity {
  bundleIdentifier: string;
  version: string;
  versionCode: string;
  displayName: string;
  minimumOsVersion: string | null;
  abis: readonly string[];
}

const maxInfoSize = 4 * 1024 * 1024;
const maxComponents = 50;
const noDistribution: Distribution = { architectures: [] };

/**
 * The identity of a package: of the one app it installs, so that an app keeps it from package to
 * archive; where there is none, or more than one, the product's; else the first component's. Throws
 * `unreadable_artifact` where it has none.
 */
export function packageIdentity(xar: Xar, files: ReadonlyMap<string, XarFile>): PackageIdentity {
  const distribution = readPart(xar, files.get('Distribution'), readDistribution) ?? noDistribution;
  const components = [...files.values()]
    .filter(({ path }) => path === 'PackageInfo' || /^[^/]+\/PackageInfo$/.test(path))
    .slice(0, maxComponents)
    .flatMap((file) => readPart(xar, file, readPackageInfo) ?? []);
  return {
    ...named(distribution, components),
    minimumOsVersion: distribution.minimumOs ?? null,
    abis: distribution.architectures,
  };
}

function readPart<T>(
  xar: Xar,
  file: XarFile | undefined,
  read: (bytes: Buffer) => T,
): T | undefined {
  if (file === undefined) return undefined;
  const name = file.path.endsWith('PackageInfo') ? 'PackageInfo' : 'Distribution';
  return readingPart(`The ${name} of the package`, () => read(readXarFile(xar, file, maxInfoSize)));
}

function named({ product, title }: Distribution, components: readonly PackageInfo[]) {
  const [app, ...otherApps] = components.flatMap(({ apps }) => apps);
  if (app !== undefined && otherApps.length === 0) {
    return {
      bundleIdentifier: app.identifier,
      version: app.shortVersion || app.version,
      versionCode: app.version,
      displayName: title ?? app.path.split('/').at(-1)?.slice(0, -'.app'.length) ?? app.identifier,
    };
  }
  const whole = product ?? components[0];
  if (whole === undefined) throw damaged('The package names neither product nor component; it');
  const { identifier, version } = whole;
  return {
    bundleIdentifier: identifier,
    version,
    versionCode: version,
    displayName: title ?? identifier,
  };
}
