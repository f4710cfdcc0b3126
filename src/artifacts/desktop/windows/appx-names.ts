/** Parts of an MSIX that are the package's own and that the block map leaves out. */
export const footprint = {
  blockMap: 'AppxBlockMap.xml',
  signature: 'AppxSignature.p7x',
  contentTypes: '[Content_Types].xml',
  codeIntegrity: 'AppxMetadata/CodeIntegrity.cat',
} as const;

/** The name of an entry as the manifest and the block map write it: with backslashes, unescaped. */
export function packageName(entryName: string): string {
  return decodePercent(entryName).replaceAll('/', '\\');
}

function decodePercent(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
