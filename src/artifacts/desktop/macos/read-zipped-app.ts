import { AppError } from '../../../errors.js';
import type { Judgement } from '../../anchors.js';
import type { Archive } from '../../archive.js';
import type { Draft } from '../../draft.js';
import { macAppPart, sizeByPart } from '../../size-by-part.js';
import { beginMacApp, readMacApp } from './read-mac-app.js';

/** Reads an app for macOS out of a ZIP archive into the draft. */
export async function readZippedApp(
  draft: Draft,
  archive: Archive,
  judgement: Judgement,
): Promise<void> {
  beginMacApp(draft, 'app-zip');
  const folder = onlyApp(archive);
  draft.artifact.sizeByPart = sizeByPart(archive, macAppPart(folder));
  const container = { folder, schemes: [], notChecked: [], hasTicket: false };
  await readMacApp(draft, archive, container, judgement);
}

/** `<name>.app/` at the top, of which there is one; what the Finder adds beside it does not count. */
function onlyApp(archive: Archive): string {
  const apps = new Set<string>();
  for (const name of archive.entries.keys()) {
    const [top, inside] = name.split('/');
    if (top?.endsWith('.app') && inside === 'Contents') apps.add(top);
  }
  const [only, ...others] = apps;
  if (only !== undefined && others.length === 0) return `${only}/`;
  throw new AppError(
    'unreadable_artifact',
    `The archive holds ${apps.size} apps; pack exactly one.`,
  );
}
