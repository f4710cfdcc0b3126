import {
  chunk,
  chunkType,
  type StringEncoding,
  stringPool,
  typedValue,
  valueType,
} from './res-chunk.js';
import { halfWords, words } from './words.js';

export interface XmlElement {
  name: string;
  /** `android:` names carry their resource id with them (`androidAttributes`); others have no namespace. */
  attributes: readonly XmlAttribute[];
  children: readonly XmlElement[];
}

export type XmlValue =
  | string
  | number
  | boolean
  | { reference: number }
  | { hexadecimal: number }
  /** 0xAARRGGBB. */
  | { color: number }
  | { float: number };

export interface XmlAttribute {
  name: string;
  value: XmlValue;
  /** Put into the `android` namespace under this id. */
  resourceId?: number;
}

const androidNamespace = 'http://schemas.android.com/apk/res/android';
const none = 0xffffffff;

/** Ids of the platform's attributes (`android.R.attr`). */
const androidAttributes = {
  label: 0x01010001,
  icon: 0x01010002,
  name: 0x01010003,
  hasCode: 0x0101000c,
  debuggable: 0x0101000f,
  drawable: 0x01010199,
  startColor: 0x0101019d,
  endColor: 0x0101019e,
  angle: 0x010101a0,
  color: 0x010101a5,
  rotation: 0x01010326,
  viewportWidth: 0x01010402,
  viewportHeight: 0x01010403,
  fillColor: 0x01010404,
  pathData: 0x01010405,
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

export const element = (
  name: string,
  attributes: readonly (XmlAttribute | undefined)[] = [],
  children: readonly XmlElement[] = [],
): XmlElement => ({
  name,
  attributes: attributes.filter((attribute) => attribute !== undefined),
  children,
});

/** An attribute of the platform; absent where the value is. */
export function android(
  name: keyof typeof androidAttributes,
  value: XmlValue | undefined,
): XmlAttribute | undefined {
  return value === undefined ? undefined : { name, value, resourceId: androidAttributes[name] };
}

export function plain(name: string, value: XmlValue | undefined): XmlAttribute | undefined {
  return value === undefined ? undefined : { name, value };
}

/** Android's binary XML (ResXMLTree) of one element tree. */
export function writeBinaryXml(root: XmlElement, encoding: StringEncoding = 'utf-8'): Buffer {
  const strings = collectStrings(root);
  const index = (text: string) => strings.all.indexOf(text);
  const namespace = words(index('android'), index(androidNamespace));
  return chunk(
    chunkType.xml,
    Buffer.alloc(0),
    stringPool(strings.all, encoding),
    chunk(chunkType.xmlResourceMap, Buffer.alloc(0), words(...strings.resourceIds)),
    node(chunkType.xmlStartNamespace, namespace),
    ...elementChunks(root, index),
    node(chunkType.xmlEndNamespace, namespace),
  );
}

/** Names with an id come first, one for each id of the resource map. */
function collectStrings(root: XmlElement) {
  const ids = new Map<string, number>();
  const others = new Set<string>(['android', androidNamespace]);
  const visit = (element: XmlElement) => {
    others.add(element.name);
    for (const { name, value, resourceId } of element.attributes) {
      if (resourceId === undefined) others.add(name);
      else ids.set(name, resourceId);
      if (typeof value === 'string') others.add(value);
    }
    element.children.forEach(visit);
  };
  visit(root);
  return {
    all: [...ids.keys(), ...[...others].filter((text) => !ids.has(text))],
    resourceIds: [...ids.values()],
  };
}

function elementChunks(element: XmlElement, index: (text: string) => number): Buffer[] {
  const attributes = [...element.attributes].sort(
    (a, b) => (a.resourceId ?? Infinity) - (b.resourceId ?? Infinity) || 0,
  );
  const start = Buffer.concat([
    words(none, index(element.name)),
    halfWords(20, 20, attributes.length, 0, 0, 0),
    ...attributes.map((attribute) => encodeAttribute(attribute, index)),
  ]);
  return [
    node(chunkType.xmlStartElement, start),
    ...element.children.flatMap((child) => elementChunks(child, index)),
    node(chunkType.xmlEndElement, words(none, index(element.name))),
  ];
}

function encodeAttribute(attribute: XmlAttribute, index: (text: string) => number): Buffer {
  const { name, value, resourceId } = attribute;
  return Buffer.concat([
    words(
      resourceId === undefined ? none : index(androidNamespace),
      index(name),
      typeof value === 'string' ? index(value) : none,
    ),
    encodeValue(value, index),
  ]);
}

function encodeValue(value: XmlValue, index: (text: string) => number): Buffer {
  if (typeof value === 'string') return typedValue(valueType.string, index(value));
  if (typeof value === 'number') return typedValue(valueType.decimal, value);
  if (typeof value === 'boolean') return typedValue(valueType.boolean, value ? none : 0);
  if ('reference' in value) return typedValue(valueType.reference, value.reference);
  if ('color' in value) return typedValue(valueType.color, value.color);
  if ('float' in value) return typedValue(valueType.float, floatBits(value.float));
  return typedValue(valueType.hexadecimal, value.hexadecimal);
}

function floatBits(value: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes.readUInt32LE();
}

/** ResXMLTree_node: line number 1, no comment. */
function node(type: number, body: Buffer): Buffer {
  return chunk(type, words(1, none), body);
}
