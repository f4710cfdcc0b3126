import { type AssetImage, decodeImage, readImage } from './asset-image.js';
import { type BomStore, openBomStore } from './bom-store.js';

const identifierAttribute = 17;
const appearanceAttribute = 7;
const maxTries = 4;

/**
 * The largest image of one name in a compiled asset catalogue (`Assets.car`), as a PNG or JPEG. Null
 * where there is none in a form that can be unpacked here: no picture is better than a wrong one.
 * Throws a `RangeError` on damage.
 */
export function catalogueImage(bytes: Buffer, name: string): Buffer | null {
  const store = openBomStore(bytes);
  const identifier = facetIdentifier(store, name);
  if (identifier === null) return null;
  const attributes = keyFormat(store);
  const images = store.tree('RENDITIONS').flatMap(({ key, value }): AssetImage[] => {
    const keyValue = (attribute: number) => attributeValue(attributes, key, attribute);
    const isOurs = keyValue(identifierAttribute) === identifier && !keyValue(appearanceAttribute);
    const image = isOurs ? readImage(value) : null;
    return image === null ? [] : [image];
  });
  images.sort((one, other) => other.width * other.height - one.width * one.height);
  for (const image of images.slice(0, maxTries)) {
    const decoded = decodeImage(image);
    if (decoded !== null) return decoded;
  }
  return null;
}

/** The number that the renditions of a name carry in their keys. */
function facetIdentifier(store: BomStore, name: string): number | null {
  const facet = store.tree('FACETKEYS').find(({ key }) => key.toString('utf8') === name);
  if (facet === undefined) return null;
  const count = facet.value.readUInt16LE(4);
  for (let index = 0; index < count; index += 1) {
    if (facet.value.readUInt16LE(6 + index * 4) !== identifierAttribute) continue;
    return facet.value.readUInt16LE(8 + index * 4);
  }
  return null;
}

/** Which attributes the keys of renditions consist of, in order. */
function keyFormat(store: BomStore): number[] {
  const block = store.block('KEYFORMAT');
  if (block === null) throw new RangeError('no key format');
  const count = block.readUInt32LE(8);
  if (count > 64) throw new RangeError('too many attributes');
  return Array.from({ length: count }, (_, index) => block.readUInt32LE(12 + index * 4));
}

function attributeValue(attributes: readonly number[], key: Buffer, wanted: number): number | null {
  const index = attributes.indexOf(wanted);
  return index < 0 ? null : key.readUInt16LE(index * 2);
}
