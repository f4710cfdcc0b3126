import { X509Certificate } from 'node:crypto';
import { readApk } from './android/read-apk.js';
import { openArchive } from './archive.js';
import type { Inspection } from './artifact.js';
import { conclude, type Draft, newDraft, refuseWith } from './draft.js';
import { type FileBytes, openFileBytes } from './file-bytes.js';
import { archiveKind, checkIsArchive } from './format.js';
import { readIpa } from './ios/read-ipa.js';

/** As of when and by which private roots a build is judged. */
export interface Judgement {
  now: Date;
  /** Trusted beside the pinned Apple roots. */
  anchors: readonly X509Certificate[];
}

/**
 * Recognise, index, read, verify. Runs in the calling thread and gives a refusal for whatever the
 * file does wrong; use `inspect` where the file is not trusted.
 */
export async function inspectFile(
  path: string,
  options: { now: Date; anchors: readonly string[] },
): Promise<Inspection> {
  const draft = newDraft();
  const file = openFileBytes(path);
  try {
    const anchors = options.anchors.map((pem) => new X509Certificate(pem));
    await read(draft, file, { now: options.now, anchors });
  } catch (error) {
    refuseWith(draft, error);
  } finally {
    file.close();
  }
  return conclude(draft);
}

async function read(draft: Draft, file: FileBytes, judgement: Judgement): Promise<void> {
  checkIsArchive(file);
  const archive = await openArchive(file);
  if (archiveKind(archive) === 'apk') await readApk(draft, archive, file);
  else await readIpa(draft, archive, judgement);
}
