import type { XmlElement } from '../binary-xml.js';
import type { ResourceValue } from '../resource-value.js';

/** Resource ids of the attributes of drawables (AOSP `public-final.xml`); they never change. */
export const attribute = {
  alpha: 0x0101031f,
  angle: 0x010101a0,
  bottom: 0x010101b0,
  centerColor: 0x0101020b,
  centerX: 0x010101a2,
  centerY: 0x010101a3,
  color: 0x010101a5,
  drawable: 0x01010199,
  endColor: 0x0101019e,
  endX: 0x01010512,
  endY: 0x01010513,
  fillAlpha: 0x010104cc,
  fillColor: 0x01010404,
  fillType: 0x0101051e,
  gradientRadius: 0x010101a4,
  inset: 0x010104b5,
  insetBottom: 0x010101ba,
  insetLeft: 0x010101b7,
  insetRight: 0x010101b8,
  insetTop: 0x010101b9,
  left: 0x010101ad,
  offset: 0x01010514,
  pathData: 0x01010405,
  pivotX: 0x010101b5,
  pivotY: 0x010101b6,
  right: 0x010101af,
  rotation: 0x01010326,
  scaleX: 0x01010324,
  scaleY: 0x01010325,
  src: 0x01010119,
  startColor: 0x0101019d,
  startX: 0x01010510,
  startY: 0x01010511,
  strokeAlpha: 0x010104cb,
  strokeColor: 0x01010406,
  strokeLineCap: 0x0101040b,
  strokeLineJoin: 0x0101040c,
  strokeMiterLimit: 0x0101040d,
  strokeWidth: 0x01010407,
  tint: 0x01010121,
  top: 0x010101ae,
  translateX: 0x0101045a,
  translateY: 0x0101045b,
  trimPathEnd: 0x01010409,
  trimPathStart: 0x01010408,
  type: 0x010101a1,
  viewportHeight: 0x01010403,
  viewportWidth: 0x01010402,
} as const;

export type AttributeName = keyof typeof attribute;

const valueType = {
  float: 0x04,
  dimension: 0x05,
  fraction: 0x06,
  firstColor: 0x1c,
  lastColor: 0x1f,
};
const firstInteger = 0x10;
/** Of a `Res_value` in complex form: 24 bits with the point at one of four places. */
const complexScales = [2 ** -8, 2 ** -15, 2 ** -23, 2 ** -31];

/** The attribute as it stands, or null. */
export function given(element: XmlElement, name: AttributeName): ResourceValue | null {
  return element.byId.get(attribute[name]) ?? null;
}

/** The attribute as a number: float, integer, dimension (in its unit) or fraction (1 is the whole). */
export function numberOf(element: XmlElement, name: AttributeName, fallback: number): number {
  const value = given(element, name);
  const number = value === null ? null : asNumber(value);
  return number === null || !Number.isFinite(number) ? fallback : number;
}

function asNumber({ type, data }: ResourceValue): number | null {
  if (type === valueType.float) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(data >>> 0);
    return bytes.readFloatLE();
  }
  if (type === valueType.dimension || type === valueType.fraction)
    return ((data | 0) & ~0xff) * (complexScales[(data >> 4) & 3] ?? 0);
  return type >= firstInteger && type < valueType.firstColor ? data | 0 : null;
}

/** Whether it is a share of something (`50%`), which is no length by itself. */
export function isFraction(value: ResourceValue | null): boolean {
  return value?.type === valueType.fraction;
}

/** A literal colour as 0xAARRGGBB; null where it is none. */
export function literalColor({ type, data }: ResourceValue): number | null {
  return type >= valueType.firstColor && type <= valueType.lastColor ? data >>> 0 : null;
}
