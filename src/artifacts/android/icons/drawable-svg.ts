import sharp from 'sharp';
import { imageFacts } from '../../image.js';
import type { XmlElement } from '../binary-xml.js';
import type { ResourceValue } from '../resource-value.js';
import { type AttributeName, given, isFraction, literalColor, numberOf } from './attributes.js';
import { type DrawableSource, TooComplex } from './drawable-source.js';
import { colorOf, solid, written } from './paint.js';
import { vectorSvg } from './vector-svg.js';

/** Sides of an icon's canvas and of what shows of it, in the units of adaptive icons. */
export const canvas = { whole: 108, shown: 72 } as const;

/** Side of the largest bitmap drawn into a picture. */
const bitmapSide = 432;
const maxDepth = 8;

/** An icon's drawable as SVG, and whether only the middle of its canvas shows. */
export interface IconDrawing {
  svg: string;
  isAdaptive: boolean;
}

/** Draws the XML file of an icon; throws a `TooComplex` where it is more than is drawn here. */
export async function iconDrawing(path: string, source: DrawableSource): Promise<IconDrawing> {
  const root = await source.readXml(path);
  if (root === null) throw new TooComplex('no file');
  if (root.name !== 'adaptive-icon')
    return { svg: await elementSvg(root, source, 0), isAdaptive: false };
  const layers = ['background', 'foreground'].map((name) =>
    root.children.find((child) => child.name === name),
  );
  let svg = '';
  for (const layer of layers) if (layer !== undefined) svg += await innerSvg(layer, source, 0);
  return { svg, isAdaptive: true };
}

async function elementSvg(
  element: XmlElement,
  source: DrawableSource,
  depth: number,
): Promise<string> {
  if (depth > maxDepth) throw new TooComplex('too deep');
  switch (element.name) {
    case 'vector':
      return vectorSvg(element, source);
    case 'inset':
      return placed(element, insets, await innerSvg(element, source, depth));
    case 'layer-list':
      return layersSvg(element, source, depth);
    case 'bitmap':
      return valueSvg(given(element, 'src'), source, depth);
    case 'color':
      return rectangle(await colorOf(requiredColor(element), source));
    case 'shape':
      return shapeSvg(element, source);
    default:
      throw new TooComplex(element.name);
  }
}

async function layersSvg(list: XmlElement, source: DrawableSource, depth: number): Promise<string> {
  let svg = '';
  for (const item of list.children) {
    const inner = await innerSvg(item, source, depth);
    svg += placed(item, ['left', 'top', 'right', 'bottom'], inner);
  }
  return svg;
}

/** The drawable an element names, or the one that stands inside it. */
async function innerSvg(
  element: XmlElement,
  source: DrawableSource,
  depth: number,
): Promise<string> {
  const named = given(element, 'drawable');
  if (named !== null) return valueSvg(named, source, depth + 1);
  const [only] = element.children;
  if (only === undefined) throw new TooComplex('nothing to draw');
  return elementSvg(only, source, depth + 1);
}

async function valueSvg(
  value: ResourceValue | null,
  source: DrawableSource,
  depth: number,
): Promise<string> {
  const resolved = value === null ? null : source.resolve(value);
  const color = resolved === null ? null : literalColor(resolved);
  if (color !== null) return rectangle(color);
  const path = resolved?.text ?? null;
  if (path === null) throw new TooComplex('nothing to draw');
  if (!path.endsWith('.xml')) return bitmapSvg(await source.read(path));
  const root = await source.readXml(path);
  if (root === null) throw new TooComplex('no file');
  return elementSvg(root, source, depth + 1);
}

/** PNG in any case, so that the picture needs no other decoder. */
async function bitmapSvg(bytes: Buffer | null): Promise<string> {
  if (bytes === null || imageFacts(bytes) === null) throw new TooComplex('no bitmap');
  const resized = sharp(bytes, { limitInputPixels: 2048 * 2048 }).resize(bitmapSide, bitmapSide, {
    fit: 'inside',
    withoutEnlargement: true,
  });
  const data = (await resized.png().toBuffer()).toString('base64');
  return `<image width="100%" height="100%" preserveAspectRatio="none" href="data:image/png;base64,${data}"/>`;
}

function rectangle(argb: number): string {
  return `<rect width="100%" height="100%" ${solid('fill', argb)}/>`;
}

function requiredColor(element: XmlElement): ResourceValue {
  const value = given(element, 'color');
  if (value === null) throw new TooComplex('no colour');
  return value;
}

const angles: Readonly<Record<number, string>> = {
  0: 'x1="0" y1="0" x2="1" y2="0"',
  45: 'x1="0" y1="1" x2="1" y2="0"',
  90: 'x1="0" y1="1" x2="0" y2="0"',
  135: 'x1="1" y1="1" x2="0" y2="0"',
  180: 'x1="1" y1="0" x2="0" y2="0"',
  225: 'x1="1" y1="0" x2="0" y2="1"',
  270: 'x1="0" y1="0" x2="0" y2="1"',
  315: 'x1="0" y1="0" x2="1" y2="1"',
};

/** A shape that fills its place: one colour, or a linear gradient at one of eight angles. */
async function shapeSvg(shape: XmlElement, source: DrawableSource): Promise<string> {
  const part = (name: string) => shape.children.find((child) => child.name === name);
  const [fill, gradient] = [part('solid'), part('gradient')];
  if (gradient === undefined) {
    if (fill === undefined) throw new TooComplex('a shape without a fill');
    return rectangle(await colorOf(requiredColor(fill), source));
  }
  const ends = angles[((numberOf(gradient, 'angle', 0) % 360) + 360) % 360];
  if (ends === undefined || numberOf(gradient, 'type', 0) !== 0) throw new TooComplex('a gradient');
  const id = `s${source.nextId()}`;
  let stops = '';
  for (const [name, offset] of [
    ['startColor', 0],
    ['centerColor', 0.5],
    ['endColor', 1],
  ] as const) {
    const value = given(gradient, name);
    if (value !== null)
      stops += `<stop offset="${offset}" ${solid('stop', await colorOf(value, source))}/>`;
  }
  const definition = `<linearGradient id="${id}" ${ends}>${stops}</linearGradient>`;
  return `${definition}<rect width="100%" height="100%" fill="url(#${id})"/>`;
}

const insets = ['insetLeft', 'insetTop', 'insetRight', 'insetBottom'] as const;

/** Keeps a distance to each side: a share of the whole, or a length on the canvas. */
function placed(element: XmlElement, sides: readonly AttributeName[], inner: string): string {
  const all = share(element, 'inset');
  const [left = 0, top = 0, right = 0, bottom = 0] = sides.map(
    (side) => share(element, side) ?? all ?? 0,
  );
  if (left === 0 && top === 0 && right === 0 && bottom === 0) return inner;
  const percent = (value: number) => `${written(value * 100)}%`;
  const [width, height] = [1 - left - right, 1 - top - bottom];
  if (!(width > 0 && height > 0)) throw new TooComplex('an inset larger than its place');
  return `<svg x="${percent(left)}" y="${percent(top)}" width="${percent(width)}" height="${percent(height)}">${inner}</svg>`;
}

function share(element: XmlElement, name: AttributeName): number | null {
  const value = given(element, name);
  if (value === null) return null;
  const number = numberOf(element, name, 0);
  return isFraction(value) ? number : number / canvas.whole;
}
