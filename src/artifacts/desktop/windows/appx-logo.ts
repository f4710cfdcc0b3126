import type { Archive, ArchiveEntry } from '../../archive.js';
import { imageFacts } from '../../image.js';
import { packageName } from './appx-names.js';
import type { Icon } from './icon-group.js';

const maxLogoSize = 4 * 1024 * 1024;
const maxCandidates = 40;

/**
 * The largest image of the first logo of an MSIX that is there: `Logo.png` itself, or its scaled
 * forms such as `Logo.scale-200.png`. Forms for high contrast and without plate are left out.
 */
export async function readAppxLogo(
  archive: Archive,
  logos: readonly string[],
): Promise<Icon | null> {
  for (const logo of logos) {
    let best: Icon | null = null;
    for (const entry of formsOf(archive, logo)) {
      const bytes = await archive.read(entry, maxLogoSize);
      const facts = imageFacts(bytes);
      if (facts !== null && facts.width > (best?.facts.width ?? 0)) best = { facts, bytes };
    }
    if (best !== null) return best;
  }
  return null;
}

function formsOf(archive: Archive, logo: string): ArchiveEntry[] {
  const wanted = logo.toLowerCase();
  const dot = wanted.lastIndexOf('.');
  const [stem, extension] = [wanted.slice(0, dot), wanted.slice(dot)];
  const isForm = (name: string): boolean => {
    if (name === wanted) return true;
    const qualifiers = name.slice(stem.length + 1, -extension.length);
    return (
      name.startsWith(`${stem}.`) &&
      name.endsWith(extension) &&
      /^(scale|targetsize)-\d{1,4}$/.test(qualifiers)
    );
  };
  return [...archive.entries.values()]
    .filter(({ name, size }) => size <= maxLogoSize && isForm(packageName(name).toLowerCase()))
    .slice(0, maxCandidates);
}
