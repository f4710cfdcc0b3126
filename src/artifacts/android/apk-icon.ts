import type { Archive } from '../archive.js';
import type { IconFacts } from '../artifact.js';
import { imageFacts } from '../image.js';
import { anyDensity } from './resource-config.js';
import { type ResourceValue, referenceOf } from './resource-value.js';
import type { Resources } from './resources.js';

const maxIconSize = 4 * 1024 * 1024;
const maxCandidates = 64;
const defaultDensity = 160;

/**
 * The densest bitmap behind `android:icon`, as what its own bytes say it is; where there is none,
 * its vector or adaptive drawable as a PNG. Null where neither can be shown.
 */
export async function readApkIcon(
  archive: Archive,
  resources: Resources,
  icon: ResourceValue | null,
): Promise<{ facts: IconFacts; bytes: Buffer } | null> {
  const paths = pathsByDensity(resources, icon);
  for (const path of paths) {
    const entry = archive.entries.get(path);
    if (entry === undefined || entry.size > maxIconSize) continue;
    const bytes = await archive.read(entry, maxIconSize);
    const facts = imageFacts(bytes);
    if (facts !== null) return { facts, bytes };
  }
  return drawnIcon(archive, resources, paths);
}

/** Some APKs have a vector for older and an adaptive icon for newer versions. */
const maxDrawables = 4;

/** The renderer is loaded for the few icons that need it. */
async function drawnIcon(archive: Archive, resources: Resources, paths: readonly string[]) {
  const drawables = paths.filter((path) => path.endsWith('.xml') && archive.entries.has(path));
  if (drawables.length === 0) return null;
  const { renderIcon } = await import('./icons/render-icon.js');
  for (const path of drawables.slice(0, maxDrawables)) {
    const icon = await renderIcon(archive, resources, path);
    if (icon !== null) return icon;
  }
  return null;
}

function pathsByDensity(resources: Resources, icon: ResourceValue | null): string[] {
  if (icon === null) return [];
  const reference = referenceOf(icon);
  if (reference === null) return icon.text === null ? [] : [icon.text];
  const found = new Map<string, number>();
  for (const { config, value } of resources.values(reference)) {
    if (value.text === null) continue;
    const density = config.density === anyDensity ? 0 : config.density || defaultDensity;
    const score = density * 2 + (config.isSpecial || config.locale !== '' ? 0 : 1);
    found.set(value.text, Math.max(score, found.get(value.text) ?? 0));
  }
  const sorted = [...found].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, maxCandidates).map(([path]) => path);
}
