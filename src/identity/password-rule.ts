/** NIST SP 800-63B: long enough, and none of those everybody tries; no rules of composition. */
export const shortestPersonPassword = 8;

export type PasswordProblem = 'too-short' | 'obvious';

/** What is wrong with a password a person chose, or null. */
export function passwordProblem(
  password: string,
  about: readonly string[],
): PasswordProblem | null {
  if ([...password].length < shortestPersonPassword) return 'too-short';
  const plain = password.normalize('NFKC').toLowerCase();
  const own = about.map((text) => text.toLowerCase()).filter((text) => text.length >= 4);
  const rest = own.reduce((left, text) => left.replaceAll(text, ''), plain);
  if (rest.length < 4) return 'obvious';
  return isObvious(plain) ? 'obvious' : null;
}

const words = ['password', 'passw0rd', 'iloveyou', 'qwerty', 'qwertyuiop', 'asdfgh', 'asdfghjkl'];
const more = ['zxcvbn', 'zxcvbnm', 'admin', 'welcome', 'letmein', 'woaini', '1q2w3e4r', '1qaz2wsx'];
const rows = ['0123456789012345', '9876543210987654', 'abcdefghijklmnopqrstuvwxyz'];
const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv'];

/** One letter again and again, a run of the keyboard, or a known word with some digits. */
function isObvious(plain: string): boolean {
  if (new Set(plain).size <= 2) return true;
  if ([...rows, ...keyboard].some((row) => row.includes(plain))) return true;
  const half = plain.slice(0, Math.ceil(plain.length / 2));
  if (plain === half + half && half.length <= 6) return true;
  const core = plain.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  return [...words, ...more].some((word) => plain === word || core === word);
}
