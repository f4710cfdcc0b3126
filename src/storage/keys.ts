/** The key of a file that is named by its content: `artifacts/ab/cdef….apk`. */
export function contentKey(
  folder: 'artifacts' | 'icons' | 'logos' | 'guides',
  sha256: string,
  extension: string,
): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A key needs a SHA-256 in lower-case hex.');
  if (!/^[a-z0-9]{1,8}$/.test(extension)) throw new Error('A key needs a plain file extension.');
  return `${folder}/${sha256.slice(0, 2)}/${sha256.slice(2)}.${extension}`;
}
