/** What a document is made of, in order. An element's name comes without its prefix, which stands beside it. */
export type XmlEvent =
  | { kind: 'open'; name: string; prefix: string; attributes: ReadonlyMap<string, string> }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const maxDepth = 64;
const maxAttributes = 200;
const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/**
 * Reads XML 1.0 in one pass and in bounded memory, whatever its size: elements, attributes, text
 * and CDATA. A document type may be named but not defined, and only the five entities of XML itself
 * are known, so that nothing expands and nothing is fetched. Throws a `RangeError` on anything else.
 */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  const open: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (text.charCodeAt(at) !== lessThan) {
      const end = text.indexOf('<', at);
      const part = text.slice(at, end < 0 ? text.length : end);
      if (open.length > 0) yield { kind: 'text', text: decodeEntities(part) };
      else if (part.trim() !== '') throw new RangeError('text outside the document');
      at += part.length;
      continue;
    }
    const { end, events } = markupAt(text, at);
    at = end;
    for (const event of events) {
      follow(open, event);
      yield event;
    }
  }
  if (open.length > 0) throw new RangeError('the document ends too early');
}

const lessThan = 0x3c;

function follow(open: string[], event: XmlEvent): void {
  if (event.kind === 'open') open.push(event.name);
  if (event.kind === 'close' && open.pop() !== event.name) throw new RangeError('wrong end tag');
  if (open.length > maxDepth) throw new RangeError('the document is too deep');
}

interface Markup {
  end: number;
  events: readonly XmlEvent[];
}

function markupAt(text: string, at: number): Markup {
  if (text.startsWith('<?', at)) return { end: behind(text, '?>', at), events: [] };
  if (text.startsWith('<!--', at)) return { end: behind(text, '-->', at + 4), events: [] };
  if (text.startsWith('<![CDATA[', at)) {
    const end = behind(text, ']]>', at);
    return { end, events: [{ kind: 'text', text: text.slice(at + 9, end - 3) }] };
  }
  if (text.startsWith('<!', at)) return documentType(text, at);
  if (text.startsWith('</', at)) {
    const end = behind(text, '>', at);
    return {
      end,
      events: [{ kind: 'close', name: localName(text.slice(at + 2, end - 1).trim()) }],
    };
  }
  return startTag(text, at);
}

function behind(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  if (found < 0) throw new RangeError('markup does not end');
  return found + mark.length;
}

function documentType(text: string, at: number): Markup {
  const end = behind(text, '>', at);
  if (text.slice(at, end).includes('[')) throw new RangeError('a document type is defined');
  return { end, events: [] };
}

function startTag(text: string, at: number): Markup {
  let position = skipName(text, at + 1);
  const qualified = text.slice(at + 1, position);
  const name = localName(qualified);
  const prefix = qualified.slice(0, Math.max(0, qualified.indexOf(':')));
  if (name === '') throw new RangeError('no element name');
  const attributes = new Map<string, string>();
  for (;;) {
    position = skipSpace(text, position);
    const isEmpty = text.startsWith('/>', position);
    if (isEmpty || text[position] === '>') {
      const events: XmlEvent[] = [{ kind: 'open', name, prefix, attributes }];
      if (isEmpty) events.push({ kind: 'close', name });
      return { end: position + (isEmpty ? 2 : 1), events };
    }
    position = takeAttribute(text, position, attributes);
  }
}

function takeAttribute(text: string, at: number, attributes: Map<string, string>): number {
  const nameEnd = skipName(text, at);
  const name = text.slice(at, nameEnd);
  const equals = skipSpace(text, nameEnd);
  const start = skipSpace(text, equals + 1);
  const quote = text[start];
  if (name === '' || text[equals] !== '=' || (quote !== '"' && quote !== "'")) {
    throw new RangeError('no attribute');
  }
  const end = text.indexOf(quote, start + 1);
  if (end < 0 || attributes.has(name) || attributes.size >= maxAttributes) {
    throw new RangeError('attribute');
  }
  attributes.set(name, decodeEntities(text.slice(start + 1, end)));
  return end + 1;
}

function skipName(text: string, at: number): number {
  let end = at;
  while (end < text.length && !' \t\r\n=/><"\''.includes(text[end] ?? '')) end += 1;
  return end;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && ' \t\r\n'.includes(text[end] ?? 'x')) end += 1;
  return end;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,4});|&/gi, (whole, entity?: string) => {
    const character = entity === undefined ? undefined : characterOf(entity);
    if (character === undefined) throw new RangeError(`unknown entity ${whole}`);
    return character;
  });
}

function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return named[entity];
  const code = entity[1] === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
