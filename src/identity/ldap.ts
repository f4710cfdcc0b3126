import { randomUUID } from 'node:crypto';
import {
  AndFilter,
  type Client,
  ConstraintViolationError,
  type Entry,
  EqualityFilter,
  escapeFilter,
  FilterParser,
  InappropriateAuthError,
  InvalidCredentialsError,
  SizeLimitExceededError,
  UnwillingToPerformError,
} from 'ldapts';
import { type AttributeNames, identityFrom } from './attributes.js';
import type { Identity, PasswordDirectory } from './directory.js';
import { type LdapServer, onLdap } from './ldap-connection.js';
import { directoryUnavailable } from './unavailable.js';

export interface LdapOptions extends LdapServer {
  name: string;
  /** Who searches; empty for a server that lets anyone. */
  bindDn: string;
  bindPassword: string;
  baseDn: string;
  /** RFC 4515: who may sign in at all. */
  filter: string;
  /** RFC 4515 with `{dn}` and `{number}`: a group that must hold the person; empty for none. */
  groupFilter: string;
  /** The attribute that never changes, such as `entryUUID`. */
  subject: string;
  attributes: AttributeNames;
  /** Told what an operator must put right and a person cannot. */
  warn(facts: object, message: string): void;
}

/**
 * LDAP (RFC 4511): the service account searches for the number, then the password is tried as the
 * one entry found. An unknown number costs a bind as well: the time tells it from nothing.
 */
export function ldapDirectory(options: LdapOptions): PasswordDirectory {
  // A filter that is none stops the start, not the first sign-in.
  FilterParser.parseString(options.filter);
  const unlessDown = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw directoryUnavailable(options.name, error);
    }
  };
  return {
    kind: 'password',
    name: options.name,
    async authenticate(number, password) {
      // A server may take an empty password for an anonymous sign-in, and say yes (RFC 4513, 5.1.2).
      if (number === '' || password === '') return null;
      return unlessDown(async () => {
        const found = await onLdap(options, (client) => findEntry(options, client, number));
        const dn = found?.entry.dn ?? `cn=${randomUUID()},${options.baseDn}`;
        const isTheirs = await onLdap(options, (client) => binds(client, dn, password));
        return found?.mayEnter && isTheirs ? identityOf(options, found.entry) : null;
      });
    },
    listSubjects: () => unlessDown(() => listSubjects(options)),
  };
}

interface Found {
  entry: Entry;
  mayEnter: boolean;
}

async function findEntry(
  options: LdapOptions,
  client: Client,
  number: string,
): Promise<Found | null> {
  await bindService(options, client);
  const entries = await searchNumber(options, client, number);
  const [entry, other] = entries;
  if (other !== undefined)
    options.warn({ entries: 2 }, 'the number is that of several LDAP entries');
  if (entry === undefined || other !== undefined) return null;
  return { entry, mayEnter: await isInGroup(options, client, entry.dn, number) };
}

async function bindService({ bindDn, bindPassword }: LdapOptions, client: Client): Promise<void> {
  if (bindDn !== '') await client.bind(bindDn, bindPassword);
}

/** The library sends the number as a value, never as part of a filter's text; two entries are as bad as a hundred. */
async function searchNumber(
  options: LdapOptions,
  client: Client,
  number: string,
): Promise<Entry[]> {
  const [attribute = ''] = options.attributes.number;
  const filters = [
    FilterParser.parseString(options.filter),
    new EqualityFilter({ attribute, value: number }),
  ];
  try {
    const { searchEntries } = await client.search(options.baseDn, {
      scope: 'sub',
      filter: new AndFilter({ filters }),
      attributes: wantedAttributes(options),
      ...asBytes(options.subject),
      sizeLimit: 2,
      timeLimit: Math.ceil(options.timeoutMs / 1000),
    });
    return searchEntries;
  } catch (error) {
    if (!(error instanceof SizeLimitExceededError)) throw error;
    options.warn({ entries: 'several' }, 'the number is that of several LDAP entries');
    return [];
  }
}

function wantedAttributes({ subject, attributes }: LdapOptions): string[] {
  return [...new Set([subject, ...Object.values(attributes).flat()])];
}

/** Active Directory's name for a person is sixteen bytes. */
function asBytes(subject: string) {
  return subject.toLowerCase() === 'objectguid' ? { explicitBufferAttributes: [subject] } : {};
}

async function isInGroup(
  options: LdapOptions,
  client: Client,
  dn: string,
  number: string,
): Promise<boolean> {
  if (options.groupFilter === '') return true;
  const filter = options.groupFilter
    .replaceAll('{dn}', () => escapeFilter`${dn}`)
    .replaceAll('{number}', () => escapeFilter`${number}`);
  try {
    const found = await client.search(options.baseDn, {
      filter,
      attributes: ['1.1'],
      sizeLimit: 1,
    });
    return found.searchEntries.length > 0;
  } catch (error) {
    // More than one group holds them.
    if (error instanceof SizeLimitExceededError) return true;
    throw error;
  }
}

/** Also one who is locked out or may not sign in with a password is refused, whatever the server calls it. */
async function binds(client: Client, dn: string, password: string): Promise<boolean> {
  try {
    await client.bind(dn, password);
    return true;
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return false;
    throw error;
  }
}

const refusals = [
  InvalidCredentialsError,
  UnwillingToPerformError,
  ConstraintViolationError,
  InappropriateAuthError,
];

function identityOf(options: LdapOptions, entry: Entry): Identity {
  const read = (attribute: string) => valuesOf(entry, attribute);
  const subject = read(options.subject)[0] ?? '';
  return identityFrom({ directory: options.name, subject }, options.attributes, read);
}

/** Attribute names are compared in any case (RFC 4512, 2.5). */
function valuesOf(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  return [name === undefined ? [] : (entry[name] ?? [])]
    .flat()
    .map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
}

const pageSize = 500;
/** A whole directory takes longer than one person. */
const listingTimeoutMs = 120_000;

/** OpenLDAP's size limit stops a paged search as well, which its documentation hides well. */
async function* explained<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  try {
    yield* pages;
  } catch (cause) {
    if (!(cause instanceof SizeLimitExceededError)) throw cause;
    const remedy = 'give the service account "limits dn.exact=… size.prtotal=unlimited" in slapd';
    throw new Error(`the server stopped the listing at its size limit; ${remedy}`, { cause });
  }
}

/** Page by page (RFC 2696). An answer that stops short is an error, never a short list. */
function listSubjects(options: LdapOptions): Promise<Set<string>> {
  return onLdap({ ...options, timeoutMs: listingTimeoutMs }, async (client) => {
    await bindService(options, client);
    const subjects = new Set<string>();
    const pages = client.searchPaginated(options.baseDn, {
      scope: 'sub',
      filter: options.filter,
      attributes: [options.subject],
      ...asBytes(options.subject),
      paged: { pageSize },
    });
    for await (const { searchEntries } of explained(pages)) {
      for (const entry of searchEntries) {
        const [subject] = valuesOf(entry, options.subject);
        if (subject === undefined) throw new RangeError(`an entry without ${options.subject}`);
        subjects.add(subject);
      }
    }
    return subjects;
  });
}
