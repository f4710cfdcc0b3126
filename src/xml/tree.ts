import { xmlEvents } from './events.js';

/** An element with its attributes, its elements and its own text. */
export interface XmlElement {
  name: string;
  /** Its namespace (Namespaces in XML 1.0), empty where it is in none. */
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

const maxElements = 50_000;

/** Reads a small document whole; see `xmlEvents` for what it may hold. Throws a `RangeError`. */
export function readXml(text: string): XmlElement {
  const top: XmlElement = { name: '', namespace: '', ...nothing() };
  const open = [top];
  const scopes: ReadonlyMap<string, string>[] = [new Map()];
  let count = 0;
  for (const event of xmlEvents(text)) {
    const current = open.at(-1) ?? top;
    if (event.kind === 'close') {
      open.pop();
      scopes.pop();
    } else if (event.kind === 'text') current.text += event.text;
    else {
      count += 1;
      if (count > maxElements) throw new RangeError('too many elements');
      const scope = inScope(scopes.at(-1) ?? new Map(), event.attributes);
      const namespace = scope.get(event.prefix) ?? '';
      const { name, attributes } = event;
      const element = { ...nothing(), name, namespace, attributes };
      scopes.push(scope);
      current.children.push(element);
      open.push(element);
    }
  }
  const [root, ...others] = top.children;
  if (root === undefined || others.length > 0) throw new RangeError('no document');
  return root;
}

function nothing(): Pick<XmlElement, 'attributes' | 'children' | 'text'> {
  return { attributes: new Map(), children: [], text: '' };
}

/** The prefixes known inside an element; the default namespace stands under the empty prefix. */
function inScope(
  outer: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = [...attributes].filter(([name]) => /^xmlns(:|$)/.test(name));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([name, uri]) => [name.slice(6), uri] as const)]);
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
