import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const directoryNames = ['roster', 'ldap', 'cas', 'oidc'] as const;

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const line = (example: string) => z.string().min(1).default(example);
/** Names separated by commas; the first that has a value counts. */
const names = (text: string) => list(z.string()).prefault(text);
const pemFile = z
  .string()
  .refine(holdsCertificates, 'must be the path of a readable PEM file of certificates')
  .optional();

/** Where people come from. Spread into the settings of the server. */
export const directorySettings = {
  DIRECTORIES: list(z.enum(directoryNames))
    .prefault('roster')
    .describe(
      'Where people come from: `roster`, `ldap`, `cas`, `oidc`, in the order they are asked',
    ),
  LDAP_URL: z
    .string()
    .regex(/^ldaps?:\/\/[^/@\s]+$/, 'must be ldaps://host or ldap://host, perhaps with a port')
    .optional()
    .describe('The LDAP server: `ldaps://host`, or `ldap://host` with StartTLS'),
  LDAP_START_TLS: flag.default(false).describe('`on` secures an `ldap://` connection by StartTLS'),
  LDAP_PLAIN: flag
    .default(false)
    .describe('`on` lets passwords cross the network in the clear: an `ldap://` without StartTLS'),
  LDAP_CA_FILE: pemFile.describe(
    'A PEM file of authorities trusted for LDAP beside the public ones',
  ),
  LDAP_BIND_DN: z.string().default('').describe('Who searches; empty where anyone may'),
  LDAP_BIND_PASSWORD: z.string().default('').describe("The searcher's password"),
  LDAP_BASE_DN: z.string().min(1).optional().describe('Below which entry people stand'),
  LDAP_FILTER: line('(objectClass=person)').describe('Who may sign in, as an LDAP filter'),
  LDAP_GROUP_FILTER: z
    .string()
    .default('')
    .describe('A group that must hold the person, as a filter with `{dn}` and `{number}`'),
  LDAP_SUBJECT_ATTRIBUTE: line('entryUUID').describe(
    'The attribute that never changes; `objectGUID` in Active Directory',
  ),
  LDAP_NUMBER_ATTRIBUTE: line('uid').describe('The attribute of the number people type'),
  LDAP_NAME_ATTRIBUTE: names('displayName,cn').describe('Attributes of the name'),
  LDAP_DEPARTMENT_ATTRIBUTE: names('ou').describe('Attributes of the department'),
  LDAP_PHONE_ATTRIBUTE: names('mobile').describe('Attributes of the mobile phone'),
  LDAP_DEPARTURES: flag
    .default(false)
    .describe('`on` looks every hour who has left the LDAP directory, and suspends them'),
  CAS_URL: webAddress().describe('The CAS server, up to what stands before `/login`'),
  CAS_CA_FILE: pemFile.describe('A PEM file of authorities trusted for CAS beside the public ones'),
  CAS_LABEL_ZH: line('统一身份认证').describe('What people call it, on the Chinese button'),
  CAS_LABEL_EN: line('your organisation account').describe(
    'What people call it, on the English button',
  ),
  CAS_SUBJECT_ATTRIBUTE: z
    .string()
    .min(1)
    .optional()
    .describe('The attribute that never changes; without it the CAS user name'),
  CAS_NUMBER_ATTRIBUTE: names('').describe(
    'Attributes of the number; without them the CAS user name',
  ),
  CAS_NAME_ATTRIBUTE: names('displayName,cn,name').describe('Attributes of the name'),
  CAS_DEPARTMENT_ATTRIBUTE: names('department,ou').describe('Attributes of the department'),
  CAS_PHONE_ATTRIBUTE: names('mobile,phone').describe('Attributes of the mobile phone'),
  OIDC_ISSUER: webAddress().describe('The OpenID Connect provider, as it calls itself'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('What the provider calls this server'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('The secret; none for a public client'),
  OIDC_CA_FILE: pemFile.describe(
    'A PEM file of authorities trusted for OpenID Connect beside the public ones',
  ),
  OIDC_SCOPE: line('openid profile phone').describe('What the provider is asked for'),
  OIDC_LABEL_ZH: line('统一身份认证').describe('What people call it, on the Chinese button'),
  OIDC_LABEL_EN: line('your organisation account').describe(
    'What people call it, on the English button',
  ),
  OIDC_NUMBER_CLAIM: names('preferred_username').describe('Claims of the number'),
  OIDC_NAME_CLAIM: names('name').describe('Claims of the name'),
  OIDC_DEPARTMENT_CLAIM: names('department').describe('Claims of the department'),
  OIDC_PHONE_CLAIM: names('phone_number').describe('Claims of the mobile phone'),
  DIRECTORY_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(8)
    .describe('How long a directory may take to answer, in seconds'),
} as const;

type Values = Readonly<Record<string, string | undefined>>;

/** What the chosen directories lack, all of it, and what would send a password in the clear. */
export function directoryProblems(values: Values): string[] {
  const chosen = (values.DIRECTORIES ?? 'roster').split(',').map((name) => name.trim());
  const problems = chosen.flatMap((name) =>
    (required[name] ?? [])
      .filter((setting) => !values[setting])
      .map((setting) => `✖ ${setting} is missing: DIRECTORIES names ${name}`),
  );
  if (new Set(chosen).size < chosen.length) problems.push('✖ DIRECTORIES names one twice');
  const url = values.LDAP_URL ?? '';
  const secured = values.LDAP_START_TLS === 'on' || values.LDAP_PLAIN === 'on';
  if (url.startsWith('ldap://') && !secured && !isLoopback(url)) {
    problems.push(
      '✖ LDAP_URL: ldap:// sends passwords in the clear; use ldaps://, or LDAP_START_TLS=on',
    );
  }
  if (url.startsWith('ldaps://') && values.LDAP_START_TLS === 'on') {
    problems.push('✖ LDAP_START_TLS: ldaps:// is secured already');
  }
  return problems;
}

const required: Readonly<Record<string, readonly string[]>> = {
  ldap: ['LDAP_URL', 'LDAP_BASE_DN'],
  cas: ['CAS_URL'],
  oidc: ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
};

function list<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item));
}

/** Over HTTPS, or on this very machine. */
function webAddress() {
  return z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || isLoopback(url), 'must be an https address')
    .optional();
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return ['localhost', '127.0.0.1', '[::1]'].includes(host);
}

function holdsCertificates(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}
