import { xmlEvents } from './xml-events.js';

/** An element with its attributes, its elements and its own text. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

const maxElements = 50_000;

/** Reads a small document whole; see `xmlEvents` for what it may hold. Throws a `RangeError`. */
export function readXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  let count = 0;
  for (const event of xmlEvents(text)) {
    const current = open.at(-1) ?? top;
    if (event.kind === 'close') open.pop();
    else if (event.kind === 'text') current.text += event.text;
    else {
      count += 1;
      if (count > maxElements) throw new RangeError('too many elements');
      const element = { name: event.name, attributes: event.attributes, children: [], text: '' };
      current.children.push(element);
      open.push(element);
    }
  }
  const [root, ...others] = top.children;
  if (root === undefined || others.length > 0) throw new RangeError('no document');
  return root;
}

/** The first element that a path of names leads to, from inside `element`. */
export function elementAt(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let current: XmlElement | undefined = element;
  for (const name of path) current = current?.children.find((child) => child.name === name);
  return current;
}

/** The elements of one name directly inside. */
export function elementsOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
