import { elementAt, elementsOf, readXml, type XmlElement } from '../xml/tree.js';
import { type AttributeNames, identityFrom, type ReadValues } from './attributes.js';
import type { RedirectDirectory, RedirectReturn } from './directory.js';
import type { BoundedFetch } from './https-fetch.js';
import { directoryUnavailable, signInFailed } from './unavailable.js';

export interface CasOptions {
  name: string;
  label: Readonly<Record<'zh' | 'en', string>>;
  /** Of the CAS server, without a trailing slash: `https://ids.example.edu.cn/authserver`. */
  url: string;
  fetch: BoundedFetch;
  /** The attribute that never changes for a person; null for the CAS user name. */
  subject: string | null;
  /** An empty list for `number` is the CAS user name. */
  attributes: AttributeNames;
}

/** CAS protocol 3.0, and 2.0 where the server has no `/p3/`. */
export function casDirectory(options: CasOptions): RedirectDirectory {
  const { name, label, url } = options;
  return {
    kind: 'redirect',
    name,
    label,
    async begin({ callbackUrl, state, fresh }) {
      const query = new URLSearchParams({ service: serviceOf(callbackUrl, state) });
      if (fresh) query.set('renew', 'true');
      return { url: `${url}/login?${query}`, proof: {} };
    },
    async finish(returned) {
      const ticket = returned.query.get('ticket') ?? '';
      if (!/^ST-[\x21-\x7e]{1,253}$/.test(ticket)) throw signInFailed('no service ticket');
      const success = await validate(options, returned, ticket);
      return { identity: readIdentity(options, success), ticket };
    },
  };
}

/** The service ticket whose session a single logout ends (CAS 3.0, 2.3.3), or null. */
export function readLogoutRequest(text: string): string | null {
  try {
    const request = readXml(text.slice(0, 20_000));
    const isRequest = request.name === 'LogoutRequest' && request.namespace === samlProtocol;
    const index = isRequest ? elementAt(request, 'SessionIndex')?.text.trim() : undefined;
    return index || null;
  } catch {
    return null;
  }
}

const casNamespace = 'http://www.yale.edu/tp/cas';
const samlProtocol = 'urn:oasis:names:tc:SAML:2.0:protocol';

/** Byte for byte the same at the sign-in and at the validation; a logout request is posted to it. */
function serviceOf(callbackUrl: string, state: string): string {
  return `${callbackUrl}?${new URLSearchParams({ state })}`;
}

/** A ticket is spent by its first validation, so that a second path is tried only where the first is not there. */
async function validate(
  options: CasOptions,
  { callbackUrl, state, fresh }: RedirectReturn,
  ticket: string,
): Promise<XmlElement> {
  const query = new URLSearchParams({ service: serviceOf(callbackUrl, state), ticket });
  if (fresh) query.set('renew', 'true');
  const body = await unlessDown(options, async () => {
    let answer = await options.fetch(`${options.url}/p3/serviceValidate?${query}`);
    if (answer.status === 404) {
      answer = await options.fetch(`${options.url}/serviceValidate?${query}`);
    }
    if (answer.status !== 200) throw new Error(`CAS answered ${answer.status}`);
    return readXml(await answer.text());
  });
  const success = inCas(body, 'authenticationSuccess');
  if (body.name === 'serviceResponse' && body.namespace === casNamespace && success) return success;
  const failure = inCas(body, 'authenticationFailure');
  const code = failure?.attributes.get('code') ?? 'no answer of CAS';
  if (/^INVALID_TICKET/.test(code)) throw signInFailed(code);
  throw directoryUnavailable(options.name, new Error(code));
}

async function unlessDown<Result>(
  options: CasOptions,
  ask: () => Promise<Result>,
): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw directoryUnavailable(options.name, error);
  }
}

function inCas(element: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(element, name).find(({ namespace }) => namespace === casNamespace);
}

function readIdentity(options: CasOptions, success: XmlElement) {
  const user = inCas(success, 'user')?.text.trim() ?? '';
  const read = attributesOf(success);
  const subject = options.subject === null ? user : (read(options.subject)[0]?.trim() ?? '');
  const names = options.attributes.number.length === 0 ? byUser(options.attributes) : null;
  try {
    return identityFrom(
      { directory: options.name, subject },
      names ?? options.attributes,
      names === null ? read : (name) => (name === userItself ? [user] : read(name)),
    );
  } catch (error) {
    throw directoryUnavailable(options.name, error);
  }
}

/** No attribute's name has a space. */
const userItself = 'cas user';

function byUser(attributes: AttributeNames): AttributeNames {
  return { ...attributes, number: [userItself] };
}

/** `cas:attributes/*` first (CAS 3.0, 2.5.7), else `cas:attribute name value`, as older servers write. */
function attributesOf(success: XmlElement): ReadValues {
  const inside = inCas(success, 'attributes');
  const values = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (const { name, text, children } of inside?.children ?? []) {
    if (name !== 'attribute' && children.length === 0) add(name, text);
  }
  const named = [...elementsOf(inside, 'attribute'), ...elementsOf(success, 'attribute')];
  for (const { attributes } of values.size > 0 ? [] : named) {
    add(attributes.get('name') ?? '', attributes.get('value') ?? '');
  }
  return (name) => values.get(name) ?? [];
}
