import { basename } from 'node:path';
import { isAppError } from '../errors.js';
import type { BuildJson } from './api.js';
import { createBackOff, passing } from './back-off.js';
import type { Client, Outgoing } from './client.js';
import { type KeptUpload, keptUpload } from './kept-uploads.js';
import { type FileFacts, factsOf, writeFrom } from './upload-file.js';

export interface UploadHooks {
  onProgress(sent: number, total: number): void;
  /** The connection is gone, or the server asks for patience. */
  onWait(error: Error, milliseconds: number): void;
}

export interface FileToSend {
  path: string;
  app: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Sends a file by tus 1.0 and gives its build: nothing of it where the server has these bytes, what
 * lacks where a command before this one was stopped, and what lacks after each cut. Refusals are
 * thrown. A client of its own, since tus-js-client takes neither the server's authority nor the JSON
 * of the last answer, and keeps trying what is refused for good.
 */
export async function uploadResumably(
  client: Client,
  file: FileToSend,
  hooks: UploadHooks,
): Promise<BuildJson> {
  const facts = await factsOf(file.path);
  const known = await findKnown(client, facts.sha256);
  if (known !== undefined) return known;
  const kept = keptUpload(file.env, { url: client.url, app: file.app }, facts);
  const backOff = createBackOff();
  let furthest = -1;
  let begunAnew = 0;
  const watched: UploadHooks = {
    ...hooks,
    onProgress(sent, total) {
      if (sent > furthest) backOff.reset();
      furthest = Math.max(furthest, sent);
      hooks.onProgress(sent, total);
    },
  };
  for (;;) {
    try {
      const build = await goOn(client, { ...file, facts, kept }, watched);
      await kept.forget();
      return build;
    } catch (error) {
      begunAnew += isLost(error) ? 1 : 0;
      if (isLost(error) && begunAnew <= mostBegunAnew) await kept.forget();
      else await waitOrForget(error, kept, () => backOff.wait(error, hooks.onWait));
    }
  }
}

/** An API token without the scope to read sends the bytes; then the server sees that it has them. */
async function findKnown(client: Client, sha256: string): Promise<BuildJson | undefined> {
  try {
    const path = `/builds?sha256=${sha256}`;
    return (await client.get<{ builds: BuildJson[] }>(path)).builds[0];
  } catch (error) {
    if (isAppError(error, 'scope_missing')) return undefined;
    throw error;
  }
}

interface Known extends FileToSend {
  facts: FileFacts;
  kept: KeptUpload;
}

async function goOn(client: Client, file: Known, hooks: UploadHooks): Promise<BuildJson> {
  const { size } = file.facts;
  const left = await file.kept.read();
  const id = left ?? (await begin(client, file));
  const { offset } =
    left === undefined ? { offset: 0 } : await client.get<{ offset: number }>(`/uploads/${id}`);
  hooks.onProgress(offset, size);
  if (offset === size) return client.post<BuildJson>(`/uploads/${id}/build`);
  const { document } = await client.send<BuildJson>({
    method: 'PATCH',
    path: `/uploads/${id}`,
    headers: {
      ...tus,
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': size - offset,
      'Upload-Offset': offset,
    },
    write: (outgoing: Outgoing) => {
      const onProgress = (sent: number) => hooks.onProgress(sent, size);
      return writeFrom(file.path, { offset, size }, { outgoing, onProgress });
    },
  });
  return document ?? client.post<BuildJson>(`/uploads/${id}/build`);
}

const mostBegunAnew = 3;
const tus = { 'Tus-Resumable': '1.0.0' };

async function begin(client: Client, { path, app, facts, kept }: Known): Promise<string> {
  const metadata = { fileName: basename(path), sha256: facts.sha256, ...(app ? { app } : {}) };
  const headers = {
    ...tus,
    'Content-Length': 0,
    'Upload-Length': facts.size,
    'Upload-Metadata': Object.entries(metadata)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(','),
  };
  const { location } = await client.send({ method: 'POST', path: '/uploads', headers });
  const id = location?.split('/').at(-1) ?? '';
  await kept.write(id);
  return id;
}

/** The server has forgotten the upload: it begins anew. */
function isLost(error: unknown): boolean {
  return isAppError(error, 'upload_expired') || isAppError(error, 'not_found');
}

/** The bytes stay where they are for another day; any other refusal is of the whole file. */
const resumable: readonly string[] = [
  ...passing,
  'unauthenticated',
  'scope_missing',
  'rate_limited',
  'storage_full',
];

async function waitOrForget(
  error: unknown,
  kept: KeptUpload,
  wait: () => Promise<void>,
): Promise<void> {
  try {
    await wait();
  } catch (final) {
    if (isAppError(error) && !resumable.includes(error.code)) await kept.forget();
    throw final;
  }
}
