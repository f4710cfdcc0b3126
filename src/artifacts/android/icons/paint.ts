import type { XmlElement } from '../binary-xml.js';
import type { ResourceValue } from '../resource-value.js';
import { type AttributeName, given, literalColor, numberOf } from './attributes.js';
import { type DrawableSource, TooComplex } from './drawable-source.js';

/** How something is filled: the SVG attributes, and the definitions they refer to. */
export interface Paint {
  attributes: string;
  definitions: string;
}

const maxDepth = 4;

/** The paint behind a `fillColor` or `strokeColor`; throws a `TooComplex` for one it cannot mix. */
export async function paintOf(
  kind: 'fill' | 'stroke',
  value: ResourceValue | null,
  alpha: number,
  source: DrawableSource,
): Promise<Paint> {
  if (value === null) return { attributes: `${kind}="none"`, definitions: '' };
  const found = await colorOrGradient(value, source, 0);
  if (typeof found === 'number') return { attributes: solid(kind, found, alpha), definitions: '' };
  const id = `p${source.nextId()}`;
  const definitions = await gradient(id, found, source);
  const opacity = alpha === 1 ? '' : ` ${kind}-opacity="${written(alpha)}"`;
  return { attributes: `${kind}="url(#${id})"${opacity}`, definitions };
}

/** A colour as SVG attributes. */
export function solid(kind: 'fill' | 'stroke' | 'stop', argb: number, alpha = 1): string {
  const name = kind === 'stop' ? 'stop-color' : kind;
  const opacity = ((argb >>> 24) / 255) * alpha;
  const rgb = (argb & 0xffffff).toString(16).padStart(6, '0');
  return `${name}="#${rgb}"${opacity === 1 ? '' : ` ${kind}-opacity="${written(opacity)}"`}`;
}

/** A number as SVG takes it. */
export function written(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** A colour as 0xAARRGGBB; throws a `TooComplex` where it depends on a theme. */
export async function colorOf(value: ResourceValue, source: DrawableSource): Promise<number> {
  const found = await colorOrGradient(value, source, 0);
  if (typeof found === 'number') return found;
  throw new TooComplex('a gradient where a colour should be');
}

async function colorOrGradient(
  value: ResourceValue,
  source: DrawableSource,
  depth: number,
): Promise<number | XmlElement> {
  const resolved = source.resolve(value);
  const color = resolved === null ? null : literalColor(resolved);
  if (color !== null) return color;
  if (depth >= maxDepth || !resolved?.text?.endsWith('.xml')) throw new TooComplex('no colour');
  const root = await source.readXml(resolved.text);
  if (root?.name === 'gradient') return root;
  const last = root?.name === 'selector' ? root.children.at(-1) : undefined;
  const inner = last === undefined ? null : given(last, 'color');
  if (inner === null) throw new TooComplex('no colour');
  return colorOrGradient(inner, source, depth + 1);
}

async function gradient(id: string, element: XmlElement, source: DrawableSource): Promise<string> {
  const number = (name: AttributeName) => written(numberOf(element, name, 0));
  const stops = await stopsOf(element, source);
  const units = 'gradientUnits="userSpaceOnUse"';
  const type = numberOf(element, 'type', 0);
  if (type === 0) {
    const ends = `x1="${number('startX')}" y1="${number('startY')}" x2="${number('endX')}" y2="${number('endY')}"`;
    return `<linearGradient id="${id}" ${units} ${ends}>${stops}</linearGradient>`;
  }
  if (type !== 1) throw new TooComplex('a sweep gradient');
  const circle = `cx="${number('centerX')}" cy="${number('centerY')}" r="${number('gradientRadius')}"`;
  return `<radialGradient id="${id}" ${units} ${circle}>${stops}</radialGradient>`;
}

async function stopsOf(element: XmlElement, source: DrawableSource): Promise<string> {
  const items = element.children.filter(({ name }) => name === 'item');
  const stops: string[] = [];
  const add = async (value: ResourceValue | null, offset: number) => {
    if (value === null) return;
    source.spend(60);
    stops.push(
      `<stop offset="${written(offset)}" ${solid('stop', await colorOf(value, source))}/>`,
    );
  };
  for (const item of items) await add(given(item, 'color'), numberOf(item, 'offset', 0));
  if (items.length === 0) {
    await add(given(element, 'startColor'), 0);
    await add(given(element, 'centerColor'), 0.5);
    await add(given(element, 'endColor'), 1);
  }
  return stops.join('');
}
