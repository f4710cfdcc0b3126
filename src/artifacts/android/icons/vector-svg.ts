import type { XmlElement } from '../binary-xml.js';
import { type AttributeName, given, numberOf } from './attributes.js';
import { type DrawableSource, TooComplex } from './drawable-source.js';
import { paintOf, written } from './paint.js';

const maxElements = 2000;
const lineCaps = ['butt', 'round', 'square'];
const lineJoins = ['miter', 'round', 'bevel'];

/**
 * A vector drawable as an SVG element that fills its place. Paths, groups, clips, solid colours and
 * gradients are drawn; throws a `TooComplex` for all else. The text is made here throughout: of the
 * file, only numbers and path commands come into it.
 */
export async function vectorSvg(vector: XmlElement, source: DrawableSource): Promise<string> {
  if (given(vector, 'tint') !== null) throw new TooComplex('a tint');
  const width = numberOf(vector, 'viewportWidth', 0);
  const height = numberOf(vector, 'viewportHeight', 0);
  if (!(width > 0 && height > 0)) throw new TooComplex('no viewport');
  const budget = { elements: maxElements };
  const inner = await childrenSvg(vector, source, budget);
  const alpha = numberOf(vector, 'alpha', 1);
  const box = `viewBox="0 0 ${written(width)} ${written(height)}" preserveAspectRatio="none"`;
  return `<svg width="100%" height="100%" ${box}><g opacity="${written(alpha)}">${inner}</g></svg>`;
}

interface Budget {
  elements: number;
}

/** A clip path holds for the siblings behind it. */
async function childrenSvg(
  parent: XmlElement,
  source: DrawableSource,
  budget: Budget,
): Promise<string> {
  let [svg, open] = ['', 0];
  for (const child of parent.children) {
    budget.elements -= 1;
    if (budget.elements < 0) throw new TooComplex('too many elements');
    if (child.name === 'path') svg += await pathSvg(child, source);
    else if (child.name === 'group') svg += await groupSvg(child, source, budget);
    else if (child.name === 'clip-path') {
      const id = `c${source.nextId()}`;
      const path = `<path d="${pathData(child, source)}"/>`;
      svg += `<clipPath id="${id}">${path}</clipPath><g clip-path="url(#${id})">`;
      open += 1;
    } else throw new TooComplex(child.name);
  }
  return svg + '</g>'.repeat(open);
}

/** Android moves to the pivot, scales, turns, moves back and translates, the last first. */
async function groupSvg(
  group: XmlElement,
  source: DrawableSource,
  budget: Budget,
): Promise<string> {
  const number = (name: AttributeName, fallback = 0) => numberOf(group, name, fallback);
  const [pivotX, pivotY] = [number('pivotX'), number('pivotY')];
  const moved = [number('translateX') + pivotX, number('translateY') + pivotY].map(written);
  const transform = [
    `translate(${moved.join(' ')})`,
    `rotate(${written(number('rotation'))})`,
    `scale(${written(number('scaleX', 1))} ${written(number('scaleY', 1))})`,
    `translate(${written(-pivotX)} ${written(-pivotY)})`,
  ].join(' ');
  return `<g transform="${transform}">${await childrenSvg(group, source, budget)}</g>`;
}

async function pathSvg(path: XmlElement, source: DrawableSource): Promise<string> {
  const isTrimmed =
    numberOf(path, 'trimPathStart', 0) !== 0 || numberOf(path, 'trimPathEnd', 1) !== 1;
  if (isTrimmed) throw new TooComplex('a trimmed path');
  const number = (name: AttributeName, fallback: number) => numberOf(path, name, fallback);
  const fill = await paintOf('fill', given(path, 'fillColor'), number('fillAlpha', 1), source);
  const stroke = await paintOf(
    'stroke',
    given(path, 'strokeColor'),
    number('strokeAlpha', 1),
    source,
  );
  const attributes = [
    `d="${pathData(path, source)}"`,
    fill.attributes,
    ...(number('fillType', 0) === 1 ? ['fill-rule="evenodd"'] : []),
    stroke.attributes,
    `stroke-width="${written(number('strokeWidth', 0))}"`,
    `stroke-linecap="${lineCaps[number('strokeLineCap', 0)] ?? 'butt'}"`,
    `stroke-linejoin="${lineJoins[number('strokeLineJoin', 0)] ?? 'miter'}"`,
    `stroke-miterlimit="${written(number('strokeMiterLimit', 4))}"`,
  ];
  return `${fill.definitions}${stroke.definitions}<path ${attributes.join(' ')}/>`;
}

/** The path's commands, which are SVG's; anything else in them stops the drawing. */
function pathData(element: XmlElement, source: DrawableSource): string {
  const value = given(element, 'pathData');
  const text = (value === null ? null : source.resolve(value))?.text ?? '';
  source.spend(text.length);
  if (!/^[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*$/.test(text)) throw new TooComplex('path data');
  return text;
}
