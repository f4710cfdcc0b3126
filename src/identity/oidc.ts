import * as oidc from 'openid-client';
import { type AttributeNames, identityFrom } from './attributes.js';
import type { RedirectDirectory, RedirectReturn } from './directory.js';
import type { BoundedFetch } from './https-fetch.js';
import { directoryUnavailable, signInFailed } from './unavailable.js';

export interface OidcOptions {
  name: string;
  label: Readonly<Record<'zh' | 'en', string>>;
  issuer: string;
  clientId: string;
  /** Null for a public client, which PKCE protects alone. */
  clientSecret: string | null;
  scope: string;
  fetch: BoundedFetch;
  claims: AttributeNames;
}

const rediscoverMs = 60 * 60 * 1000;
/** How long ago a fresh sign-in may be when the browser comes back. */
const freshSeconds = 300;

/**
 * OpenID Connect 1.0, authorization code with PKCE (RFC 7636), state and nonce. The provider is
 * discovered when it is first needed and again each hour: one that is down does not stop the start.
 */
export function oidcDirectory(options: OidcOptions): RedirectDirectory {
  const { name, label } = options;
  const provider = discovered(options);
  return {
    kind: 'redirect',
    name,
    label,
    async begin({ callbackUrl, state, fresh }) {
      const configuration = await provider();
      const verifier = oidc.randomPKCECodeVerifier();
      const nonce = oidc.randomNonce();
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackUrl,
        scope: options.scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(fresh ? { prompt: 'login', max_age: String(freshSeconds) } : {}),
      });
      return { url: url.href, proof: { verifier, nonce } };
    },
    async finish(returned) {
      const configuration = await provider();
      const claims = await claimsOf(options, configuration, returned);
      const read = (claim: string) => textsOf(claims[claim]);
      try {
        const who = { directory: name, subject: textsOf(claims.sub)[0] ?? '' };
        return { identity: identityFrom(who, options.claims, read), ticket: null };
      } catch (error) {
        throw directoryUnavailable(name, error);
      }
    },
  };
}

/** However many ask at once, the provider is asked once. */
function discovered(options: OidcOptions): () => Promise<oidc.Configuration> {
  let found: { configuration: oidc.Configuration; at: number } | null = null;
  let asking: Promise<oidc.Configuration> | null = null;
  return async () => {
    if (found !== null && performance.now() - found.at < rediscoverMs) return found.configuration;
    asking ??= discover(options).finally(() => {
      asking = null;
    });
    try {
      const configuration = await asking;
      found = { configuration, at: performance.now() };
      return configuration;
    } catch (error) {
      if (found !== null) return found.configuration;
      throw directoryUnavailable(options.name, error);
    }
  };
}

function discover(options: OidcOptions): Promise<oidc.Configuration> {
  const issuer = new URL(options.issuer);
  const secret = options.clientSecret;
  // The settings let plain HTTP through for a provider on this machine only.
  const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(
    issuer,
    options.clientId,
    undefined,
    secret === null ? oidc.None() : oidc.ClientSecretBasic(secret),
    { execute, [oidc.customFetch]: asFetch(options.fetch) },
  );
}

function asFetch(fetch: BoundedFetch): oidc.CustomFetch {
  return (url, { method, headers, body }) => {
    const text = body === null || body === undefined ? undefined : bodyOf(body);
    return fetch(url, { method, headers, body: text });
  };
}

/** The library sends forms, and nothing else, to a provider. */
function bodyOf(body: NonNullable<oidc.FetchBody>): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('an unknown kind of body');
}

type Claims = Readonly<Record<string, unknown>>;

/** The ID token's claims, and the userinfo's over them where the provider has such an endpoint. */
async function claimsOf(
  { name }: OidcOptions,
  configuration: oidc.Configuration,
  { callbackUrl, query, state, proof, fresh }: RedirectReturn,
): Promise<Claims> {
  try {
    const tokens = await oidc.authorizationCodeGrant(
      configuration,
      new URL(`${callbackUrl}?${query}`),
      {
        pkceCodeVerifier: proof.verifier ?? '',
        expectedState: state,
        expectedNonce: proof.nonce ?? '',
        idTokenExpected: true,
        ...(fresh ? { maxAge: freshSeconds } : {}),
      },
    );
    const claims = tokens.claims();
    if (claims === undefined) throw new RangeError('no ID token');
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return { ...claims, ...more };
  } catch (error) {
    throw isRefusal(error) ? signInFailed(error) : directoryUnavailable(name, error);
  }
}

/** What the person or a forged answer brought about, and not the provider's state. */
function isRefusal(error: unknown): boolean {
  if (error instanceof oidc.AuthorizationResponseError) {
    return !['server_error', 'temporarily_unavailable'].includes(error.error);
  }
  if (error instanceof oidc.ResponseBodyError) return error.error === 'invalid_grant';
  return error instanceof oidc.ClientError && mismatches.includes(error.code ?? '');
}

/** oauth4webapi's codes for an answer that does not match what was asked. */
const mismatches = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
];

function textsOf(claim: unknown): string[] {
  return [claim]
    .flat()
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String);
}
