/**
 * The permissions a device grants or asks for, sorted: those asked for, and those that old apps get
 * with them (AOSP `PackageParser` and aapt2's `uses-implied-permission`). `targetSdk` 0 where the
 * manifest names none.
 */
export function effectivePermissions(requested: ReadonlySet<string>, targetSdk: number): string[] {
  const names = new Set(requested);
  for (const { before, whenAsked, implied } of rules) {
    const isAsked = whenAsked === null || names.has(permission(whenAsked));
    if (targetSdk < before && isAsked) names.add(permission(implied));
  }
  return [...names].sort();
}

const always = Number.POSITIVE_INFINITY;

const rules = [
  { before: 4, whenAsked: null, implied: 'WRITE_EXTERNAL_STORAGE' },
  { before: 4, whenAsked: null, implied: 'READ_PHONE_STATE' },
  { before: always, whenAsked: 'WRITE_EXTERNAL_STORAGE', implied: 'READ_EXTERNAL_STORAGE' },
  { before: 16, whenAsked: 'READ_CONTACTS', implied: 'READ_CALL_LOG' },
  { before: 16, whenAsked: 'WRITE_CONTACTS', implied: 'WRITE_CALL_LOG' },
] as const;

function permission(name: string): string {
  return `android.permission.${name}`;
}
