const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._';
const [pairs, singles, tableMark] = [0x3800, 0x4800, 0x4840];

/**
 * The name of a stream of a Windows Installer database in plain text: two characters of 64 are
 * packed into one of UTF-16, and a mark before it says that it is a table's (`!` here).
 */
export function msiStreamName(packed: string): string {
  let name = '';
  for (const character of packed) {
    const code = character.charCodeAt(0);
    if (code === tableMark) name += '!';
    else if (code >= pairs && code < singles) {
      name += `${alphabet[(code - pairs) & 63]}${alphabet[(code - pairs) >> 6]}`;
    } else if (code >= singles && code < tableMark) name += alphabet[code - singles];
    else name += character;
  }
  return name;
}
