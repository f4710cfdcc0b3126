import type { Answer, Client } from './http.js';
import type { TestServer } from './server.js';

/** What a problem document says. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  reasons?: string[];
  details: Record<string, unknown>;
}

/** The REST API as one token's owner sees it. */
export interface Api {
  get(path: string): Promise<Answer>;
  post(path: string, value?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  upload(file: Buffer, fields?: Record<string, string>, name?: string): Promise<Answer>;
}

export async function apiOf(
  server: TestServer,
  scopes?: Parameters<TestServer['token']>[0],
): Promise<Api> {
  const headers = { Authorization: `Bearer ${await server.token(scopes)}` };
  const client: Client = server.client();
  return {
    get: (path) => client.get(`/api/v1${path}`, headers),
    post: (path, value) =>
      value === undefined
        ? client.send(`/api/v1${path}`, { method: 'POST', headers })
        : client.postJson(`/api/v1${path}`, value, headers),
    delete: (path) => client.send(`/api/v1${path}`, { method: 'DELETE', headers }),
    upload: (bytes, fields = {}, name = 'campus.apk') =>
      client.postFile('/api/v1/builds', { name, bytes }, fields, headers),
  };
}
