import type { Archive } from '../../archive.js';
import { readBinaryXml, type XmlElement } from '../binary-xml.js';
import { anyDensity, type ResourceConfig } from '../resource-config.js';
import { type ResourceValue, referenceOf } from '../resource-value.js';
import type { Resources } from '../resources.js';

/** Where drawables come from, and how much of them may still be read for one icon. */
export interface DrawableSource {
  /**
   * What a reference stands for on a phone; other values stand for themselves. Throws a `TooComplex`
   * when too many are asked for.
   */
  resolve(value: ResourceValue): ResourceValue | null;
  /** A file of the APK; throws a `TooComplex` when too many are asked for. */
  read(path: string): Promise<Buffer | null>;
  readXml(path: string): Promise<XmlElement | null>;
  /** A number of its own for each call: names within one picture. */
  nextId(): number;
  /** Counts characters of path data and pictures against what one icon may hold. */
  spend(characters: number): void;
}

/** A drawable that is more than this reader draws; the icon is left out. */
export class TooComplex extends Error {}

const maxFiles = 40;
/** Each may have thousands of values to choose from. */
const maxReferences = 200;
const maxXmlSize = 512 * 1024;
const maxFileSize = 4 * 1024 * 1024;
const maxXmlDepth = 24;
const maxCharacters = 256 * 1024;

/** Opens the drawables of one APK for one icon. */
export function drawableSource(archive: Archive, resources: Resources): DrawableSource {
  let [files, ids, characters] = [0, 0, 0];
  const resolved = new Map<number, ResourceValue | null>();
  const readUpTo = async (path: string, limit: number): Promise<Buffer | null> => {
    files += 1;
    if (files > maxFiles) throw new TooComplex('too many files');
    const entry = archive.entries.get(path);
    return entry === undefined || entry.size > limit ? null : archive.read(entry, limit);
  };
  return {
    resolve(value) {
      const reference = referenceOf(value);
      if (reference === null) return value;
      const known = resolved.get(reference);
      if (known !== undefined) return known;
      if (resolved.size >= maxReferences) throw new TooComplex('too many references');
      const found = resolve(resources, reference);
      resolved.set(reference, found);
      return found;
    },
    read: (path) => readUpTo(path, maxFileSize),
    async readXml(path) {
      const bytes = await readUpTo(path, maxXmlSize);
      return bytes === null ? null : readBinaryXml(bytes, maxXmlDepth);
    },
    nextId() {
      ids += 1;
      return ids;
    },
    spend(count) {
      characters += count;
      if (characters > maxCharacters) throw new TooComplex('too many paths');
    },
  };
}

/** Colours of the framework, whose resources are not in the APK. */
const frameworkColors: ReadonlyMap<number, number> = new Map([
  [0x0106000b, 0xffffffff],
  [0x0106000c, 0xff000000],
  [0x0106000d, 0x00000000],
]);
const colorType = 0x1c;

function resolve(resources: Resources, reference: number): ResourceValue | null {
  const color = frameworkColors.get(reference);
  if (color !== undefined) return { type: colorType, data: color, text: null };
  let best: { rank: number; value: ResourceValue } | null = null;
  for (const candidate of resources.values(reference)) {
    const rank = rankOf(candidate.config);
    if (best === null || rank > best.rank) best = { rank, value: candidate.value };
  }
  return best?.value ?? null;
}

/** Without qualifiers before special ones, then as drawn for any density, then the densest. */
function rankOf({ isSpecial, locale, density, sdkVersion }: ResourceConfig): number {
  const isPlain = !isSpecial && locale === '';
  return (
    (isPlain ? 0x2000000 : 0) + (density === anyDensity ? anyDensity : density) * 0x100 + sdkVersion
  );
}
