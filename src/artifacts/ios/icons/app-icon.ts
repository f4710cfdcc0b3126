import type { InfoPlist } from '../../apple/info-plist.js';
import type { Archive, ArchiveEntry } from '../../archive.js';
import type { IconFacts } from '../../artifact.js';
import { imageFacts } from '../../image.js';
import { catalogueImage } from './asset-catalogue.js';
import { crushedArea, isCrushed, uncrush } from './cgbi.js';

/** Read whole: a catalogue of this size makes the process take 176 MiB, one of half of it 141. */
const maxCatalogueSize = 64 * 1024 * 1024;
const maxIconSize = 4 * 1024 * 1024;
const maxCandidates = 60;
const scales = ['', '@2x', '@3x'];
const devices = ['', '~ipad', '~iphone'];

export interface Icon {
  facts: IconFacts;
  bytes: Buffer;
}

/**
 * The largest icon that Info.plist names and the app folder holds, as a true PNG or JPEG; else that of
 * the asset catalogue; else the artwork for iTunes beside `Payload/`; else null. Names are compared
 * as text and never become patterns.
 */
export async function readAppIcon(
  archive: Archive,
  appFolder: string,
  info: InfoPlist,
): Promise<Icon | null> {
  const named = iconNames(info).flatMap((name) => variants(name).map((file) => appFolder + file));
  const artwork = ['iTunesArtwork@2x', 'iTunesArtwork'];
  return (
    (await largest(archive, named)) ??
    (await catalogueIcon(archive, `${appFolder}Assets.car`, info)) ??
    (await largest(archive, artwork))
  );
}

/** Builds of today's Xcode may hold their icons in the catalogue alone. */
async function catalogueIcon(
  archive: Archive,
  name: string,
  info: InfoPlist,
): Promise<Icon | null> {
  const entry = archive.entries.get(name);
  if (entry === undefined || entry.size > maxCatalogueSize) return null;
  const bytes = await archive.read(entry, maxCatalogueSize);
  for (const icon of catalogueNames(info)) {
    const image = imageIn(bytes, icon);
    if (image !== null) return image;
  }
  return null;
}

function catalogueNames(info: InfoPlist): Set<string> {
  const primary = [info.CFBundleIcons, info['CFBundleIcons~ipad']].flatMap(
    (icons) => icons?.CFBundlePrimaryIcon?.CFBundleIconName ?? [],
  );
  return new Set(
    [
      ...primary,
      ...(info.CFBundleIconName === undefined ? [] : [info.CFBundleIconName]),
      ...iconNames(info),
    ].slice(0, 20),
  );
}

function imageIn(catalogue: Buffer, name: string): Icon | null {
  try {
    const bytes = catalogueImage(catalogue, name);
    return bytes === null ? null : decode(bytes);
  } catch {
    return null;
  }
}

function iconNames(info: InfoPlist): string[] {
  return [
    ...(info.CFBundleIcons?.CFBundlePrimaryIcon?.CFBundleIconFiles ?? []),
    ...(info['CFBundleIcons~ipad']?.CFBundlePrimaryIcon?.CFBundleIconFiles ?? []),
    ...(info.CFBundleIconFiles ?? []),
    ...(info.CFBundleIconFile === undefined ? [] : [info.CFBundleIconFile]),
  ].filter((name) => name !== '' && !name.includes('/'));
}

function variants(name: string): string[] {
  const base = name.endsWith('.png') ? name.slice(0, -'.png'.length) : name;
  return [
    name,
    ...scales.flatMap((scale) => devices.map((device) => `${base}${scale}${device}.png`)),
  ];
}

async function largest(archive: Archive, names: readonly string[]): Promise<Icon | null> {
  const areas: { entry: ArchiveEntry; area: number }[] = [];
  for (const entry of present(archive, names)) {
    areas.push({ entry, area: areaOf(await archive.read(entry, maxIconSize)) });
  }
  areas.sort((one, other) => other.area - one.area);
  for (const { entry } of areas) {
    const icon = decode(await archive.read(entry, maxIconSize));
    if (icon !== null) return icon;
  }
  return null;
}

function present(archive: Archive, names: readonly string[]): ArchiveEntry[] {
  const entries = [...new Set(names)].flatMap((name) => archive.entries.get(name) ?? []);
  return entries.filter(({ size }) => size <= maxIconSize).slice(0, maxCandidates);
}

function areaOf(bytes: Buffer): number {
  if (isCrushed(bytes)) return crushedArea(bytes);
  const facts = imageFacts(bytes);
  return facts === null ? 0 : facts.width * facts.height;
}

function decode(bytes: Buffer): Icon | null {
  const plain = isCrushed(bytes) ? uncrush(bytes) : bytes;
  const facts = plain === null ? null : imageFacts(plain);
  return plain === null || facts === null ? null : { facts, bytes: plain };
}
