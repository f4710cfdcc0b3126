import { readFile } from 'node:fs/promises';
import { casDirectory } from './cas.js';
import type { Directory } from './directory.js';
import { boundedFetch } from './https-fetch.js';
import { ldapDirectory } from './ldap.js';
import { oidcDirectory } from './oidc.js';
import { rosterDirectory, rosterName } from './roster.js';
import type { DirectorySettings } from './settings.js';

interface Deps {
  passwords: { verify(passwordHash: string | null, password: string): Promise<boolean> };
  log: { warn(facts: object, message: string): void };
}

/** The directories that the settings choose, in their order. Nothing is asked of them yet. */
export function openDirectories(settings: DirectorySettings, deps: Deps): Promise<Directory[]> {
  const open = {
    roster: async () => rosterDirectory(deps.passwords),
    ldap: () => openLdap(settings, deps),
    cas: () => openCas(settings),
    oidc: () => openOidc(settings),
  } as const;
  return Promise.all(settings.DIRECTORIES.map((name) => open[name]()));
}

/** What a person's account remembers of where they come from. */
export const directoryNames = {
  roster: rosterName,
  ldap: 'ldap',
  cas: 'cas',
  oidc: 'oidc',
} as const;

async function openLdap(settings: DirectorySettings, { log }: Deps): Promise<Directory> {
  return ldapDirectory({
    name: directoryNames.ldap,
    url: needed(settings, 'LDAP_URL'),
    startTls: settings.LDAP_START_TLS,
    ca: await readPem(settings.LDAP_CA_FILE),
    timeoutMs: settings.DIRECTORY_TIMEOUT_SECONDS * 1000,
    bindDn: settings.LDAP_BIND_DN,
    bindPassword: settings.LDAP_BIND_PASSWORD,
    baseDn: needed(settings, 'LDAP_BASE_DN'),
    filter: settings.LDAP_FILTER,
    groupFilter: settings.LDAP_GROUP_FILTER,
    subject: settings.LDAP_SUBJECT_ATTRIBUTE,
    attributes: {
      number: [settings.LDAP_NUMBER_ATTRIBUTE],
      name: settings.LDAP_NAME_ATTRIBUTE,
      department: settings.LDAP_DEPARTMENT_ATTRIBUTE,
      phone: settings.LDAP_PHONE_ATTRIBUTE,
    },
    warn: (facts, message) => log.warn(facts, message),
  });
}

async function openCas(settings: DirectorySettings): Promise<Directory> {
  const ca = await readPem(settings.CAS_CA_FILE);
  return casDirectory({
    name: directoryNames.cas,
    label: { zh: settings.CAS_LABEL_ZH, en: settings.CAS_LABEL_EN },
    url: needed(settings, 'CAS_URL').replace(/\/+$/, ''),
    fetch: boundedFetch({ ca, timeoutMs: settings.DIRECTORY_TIMEOUT_SECONDS * 1000 }),
    subject: settings.CAS_SUBJECT_ATTRIBUTE ?? null,
    attributes: {
      number: settings.CAS_NUMBER_ATTRIBUTE,
      name: settings.CAS_NAME_ATTRIBUTE,
      department: settings.CAS_DEPARTMENT_ATTRIBUTE,
      phone: settings.CAS_PHONE_ATTRIBUTE,
    },
  });
}

async function openOidc(settings: DirectorySettings): Promise<Directory> {
  const ca = await readPem(settings.OIDC_CA_FILE);
  return oidcDirectory({
    name: directoryNames.oidc,
    label: { zh: settings.OIDC_LABEL_ZH, en: settings.OIDC_LABEL_EN },
    issuer: needed(settings, 'OIDC_ISSUER'),
    clientId: needed(settings, 'OIDC_CLIENT_ID'),
    clientSecret: settings.OIDC_CLIENT_SECRET ?? null,
    scope: settings.OIDC_SCOPE,
    fetch: boundedFetch({ ca, timeoutMs: settings.DIRECTORY_TIMEOUT_SECONDS * 1000 }),
    claims: {
      number: settings.OIDC_NUMBER_CLAIM,
      name: settings.OIDC_NAME_CLAIM,
      department: settings.OIDC_DEPARTMENT_CLAIM,
      phone: settings.OIDC_PHONE_CLAIM,
    },
  });
}

async function readPem(path: string | undefined): Promise<string | null> {
  return path === undefined ? null : readFile(path, 'utf8');
}

/** The configuration was checked for it; this is for the compiler and for who builds one by hand. */
function needed(
  settings: DirectorySettings,
  name: 'LDAP_URL' | 'LDAP_BASE_DN' | 'CAS_URL' | 'OIDC_ISSUER' | 'OIDC_CLIENT_ID',
): string {
  const value = settings[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
}
