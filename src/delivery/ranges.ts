/** Positions of the first and the last byte, both inclusive as in `Content-Range`. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The request's conditional headers, as Node names them. */
export interface RangeHeaders {
  range?: string | undefined;
  'if-range'?: string | undefined;
  'if-match'?: string | undefined;
  'if-none-match'?: string | undefined;
}

/** What to answer; the positions are of the bytes to send and mean nothing for 304, 412 and 416. */
export interface RangeSelection extends ByteRange {
  status: 200 | 206 | 304 | 412 | 416;
}

/**
 * Evaluates the preconditions of a GET or HEAD in the order of RFC 9110 §13.2.2 against a file of
 * `size` bytes with a strong `etag` (with its quotes) and no date. Dates in `If-Range` never match,
 * so the whole file is sent. `Range` is defined for GET alone (§14.2). For an empty file that is
 * sent whole, `end` is -1.
 */
export function selectRange(request: {
  method: string;
  headers: RangeHeaders;
  size: number;
  etag: string;
}): RangeSelection {
  const { method, headers, size, etag } = request;
  const whole = { start: 0, end: size - 1 };
  if (!matches(headers['if-match'], etag)) return { status: 412, ...whole };
  if (revalidates(headers['if-none-match'], etag)) return { status: 304, ...whole };
  if (method !== 'GET' || !keepsRange(headers['if-range'], etag)) return { status: 200, ...whole };
  const range = parseRange(headers.range, size);
  if (range === 'whole') return { status: 200, ...whole };
  if (range === 'unsatisfiable') return { status: 416, ...whole };
  return { status: 206, ...range };
}

/**
 * The one range that a `Range` header asks for (RFC 9110 §14.1.2), cut to the file. 'whole' if it
 * is absent, malformed, of another unit, or of several ranges, which a server may ignore: an answer
 * is then never larger than the file. 'unsatisfiable' if no byte of the file is in it.
 */
export function parseRange(
  header: string | undefined,
  size: number,
): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') return parseSuffix(Number(last), size);
  const start = Number(first);
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (end < start) return 'whole';
  return start < size ? { start, end: Math.min(end, size - 1) } : 'unsatisfiable';
}

/** The last `length` bytes. Of an empty file they are the file: there is no empty `Content-Range`. */
function parseSuffix(length: number, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  if (length === 0) return 'unsatisfiable';
  return size === 0 ? 'whole' : { start: Math.max(0, size - length), end: size - 1 };
}

/** `If-Match` (§13.1.1) compares strongly: a weak tag is never the one we gave out. */
function matches(header: string | undefined, etag: string): boolean {
  return header === undefined || header.trim() === '*' || entityTags(header).includes(etag);
}

/** `If-None-Match` (§13.1.2) compares weakly: a proxy may have weakened our tag. */
function revalidates(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return entityTags(header).some((tag) => tag.replace(/^W\//, '') === etag);
}

/** `If-Range` (§13.1.5) holds one strong tag or a date; we give out no dates. */
function keepsRange(header: string | undefined, etag: string): boolean {
  return header === undefined || header.trim() === etag;
}

/** The list of entity tags (§8.8.3), which may hold commas; none if the list is malformed. */
function entityTags(header: string): string[] {
  const tag = /[\t ]*(?:((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")[\t ]*)?(?:,|$)/y;
  const tags: string[] = [];
  while (tag.lastIndex < header.length) {
    const match = tag.exec(header);
    if (match === null) return [];
    if (match[1] !== undefined) tags.push(match[1]);
  }
  return tags;
}
