import { type Chunk, chunkAt, chunksIn, chunkType } from './chunks.js';
import type { ResourceConfig } from './resource-config.js';
import { entryValue, type ResourceType, readType } from './resource-type.js';
import { type ResourceValue, referenceOf } from './resource-value.js';
import { readStringPool, type StringPool } from './string-pool.js';

export interface ConfiguredValue {
  config: ResourceConfig;
  value: ResourceValue;
}

/** The resources of one APK. */
export interface Resources {
  /** Every locale any resource has a value for, without the default, in byte order. */
  readonly locales: readonly string[];
  /** The values of a resource in all configurations, references followed. */
  values(resourceId: number): readonly ConfiguredValue[];
}

export const noResources: Resources = { locales: [], values: () => [] };

const maxTypes = 50_000;
const maxLocales = 1000;
const maxReferenceDepth = 8;
/** References may fan out: what one question looks at is bounded. */
const maxVisits = 20_000;

/**
 * Reads `resources.arsc` (AOSP `ResourceTypes.h`): UTF-8 and UTF-16 pools, sparse, 16-bit and
 * compact entries. Only an index is built; values are read when asked for.
 */
export function readResources(bytes: Buffer): Resources {
  const table = chunkAt(bytes, 0);
  if (table.type !== chunkType.table) throw new RangeError('no resource table');
  let strings: StringPool = { get: () => null };
  const list: ResourceType[] = [];
  for (const chunk of chunksIn(table)) {
    if (chunk.type === chunkType.stringPool) strings = readStringPool(chunk.bytes);
    if (chunk.type === chunkType.package) indexPackage(chunk, list);
  }
  const types = byKey(list);
  return {
    locales: localesOf(list),
    values: (resourceId) => collect({ types, strings, visits: 0 }, resourceId, 0),
  };
}

function indexPackage(chunk: Chunk, list: ResourceType[]): void {
  const packageId = chunk.bytes.readUInt32LE(8) & 0xff;
  for (const inner of chunksIn(chunk)) {
    if (inner.type === chunkType.type) list.push(readType(inner, packageId));
    if (list.length > maxTypes) throw new RangeError('too many configurations');
  }
}

function byKey(list: readonly ResourceType[]): Map<number, ResourceType[]> {
  const types = new Map<number, ResourceType[]>();
  for (const type of list) {
    const known = types.get(type.key);
    if (known === undefined) types.set(type.key, [type]);
    else known.push(type);
  }
  return types;
}

function localesOf(list: readonly ResourceType[]): string[] {
  const locales = new Set(list.map(({ config }) => config.locale));
  locales.delete('');
  return [...locales].sort().slice(0, maxLocales);
}

interface Search {
  types: ReadonlyMap<number, ResourceType[]>;
  strings: StringPool;
  visits: number;
}

function collect(search: Search, resourceId: number, depth: number): ConfiguredValue[] {
  const found: ConfiguredValue[] = [];
  for (const type of search.types.get(resourceId >>> 16) ?? []) {
    search.visits += 1;
    if (search.visits > maxVisits) break;
    const value = entryValue(type, resourceId & 0xffff, search.strings);
    if (value === null) continue;
    const target = referenceOf(value);
    if (target === null) found.push({ config: type.config, value });
    else if (depth < maxReferenceDepth) {
      for (const inner of collect(search, target, depth + 1)) found.push(merge(type.config, inner));
    }
  }
  return found;
}

/** A reference made for one locale or density gives its own qualifiers to what it points at. */
function merge(outer: ResourceConfig, inner: ConfiguredValue): ConfiguredValue {
  const { config, value } = inner;
  return {
    value,
    config: {
      locale: outer.locale === '' ? config.locale : outer.locale,
      density: config.density === 0 ? outer.density : config.density,
      sdkVersion: Math.max(outer.sdkVersion, config.sdkVersion),
      isSpecial: outer.isSpecial || config.isSpecial,
    },
  };
}
