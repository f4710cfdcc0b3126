import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Scope } from './scope.js';
import { freePort } from './server.js';

export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  stop(): Promise<void>;
}

export interface OidcPerson {
  sub: string;
  preferred_username: string;
  name: string;
  department: string;
  phone_number: string;
}

/** A real OpenID provider with its own sign-in pages, any password, and PKCE required. */
export async function startOidc(
  scope: Scope,
  people: readonly OidcPerson[],
  redirectUris: string[],
): Promise<OidcServer> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const [clientId, clientSecret] = ['slipway', 'a secret of the client'];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris }],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'department'],
      phone: ['phone_number'],
    },
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    findAccount: (_ctx, login) => {
      const person = people.find(({ preferred_username }) => preferred_username === login);
      if (person === undefined) return undefined;
      return { accountId: login, claims: async () => ({ ...person }) };
    },
  });
  const server = createServer(provider.callback());
  const stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  scope.teardown(stop);
  return { issuer, clientId, clientSecret, stop };
}
