/**
 * Whether two distinguished names have the same values, whatever they call their attributes and in
 * whatever order: Windows writes `S=` and `OID.2.5.4.15=` where RFC 4514 has `ST=` and `2.5.4.15=`.
 */
export function isSameName(one: string, other: string): boolean {
  return valuesOf(one).sort().join('\n') === valuesOf(other).sort().join('\n');
}

/** The values of a name; commas part them, except in quotes and behind a backslash. */
function valuesOf(name: string): string[] {
  const parts: string[] = [''];
  let isQuoted = false;
  for (let at = 0; at < name.length; at += 1) {
    const character = name[at] ?? '';
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && ',+;'.includes(character)) parts.push('');
    else if (character === '\\' && !isQuoted) parts.push(`${parts.pop()}${name[++at] ?? ''}`);
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts.map((part) => part.slice(part.indexOf('=') + 1).trim());
}
