import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import { directoryProblems, directorySettings } from './config/directories.js';
import { messageProblems, messageSettings } from './config/messages.js';

const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: ({ input }) => `${quoted(input)} is none of ${words.join(', ')}` });
const flag = oneOf(['on', 'off']).transform((value) => value === 'on');
/** Digits alone: what a program would take for a number (1e3, 0x50, a space) is no port to a person. */
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,16}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: ({ input }) =>
        `${quoted(input)} is not a whole number from ${least} to ${most}; write it in digits alone, or leave the setting out for its default`,
    })
    .transform(Number);

/** One entry a setting; `.describe` is the sentence that `.env.example` and the README repeat. */
export const settings = {
  PUBLIC_URL: z
    .url({
      protocol: /^https$/,
      error: 'must be an https address; iOS takes an install manifest over https only',
    })
    .refine(isBareOrigin, 'must be a host and perhaps a port, without a path, a query or a name')
    .transform((value) => new URL(value).origin)
    .optional()
    .describe('The address people reach, https; every absolute URL is made from it'),
  HOST: z.string().min(1).default('0.0.0.0').describe('The address to listen on'),
  PORT: wholeNumber(0, 65535).default(8443).describe('The port to listen on'),
  TLS: flag.default(true).describe('`on`, or `off` behind a proxy that has it'),
  TRUST_PROXY: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((address) => address.trim())
        .filter(Boolean),
    )
    .refine(
      (list) => list.every(isAddressOrNetwork),
      'must be IP addresses or networks such as 10.0.0.0/8',
    )
    .optional()
    .describe(
      'Addresses of the proxies in front, separated by commas; their X-Forwarded-For is believed',
    ),
  STORAGE_DIR: z
    .string()
    .min(1)
    .default('storage')
    .describe('The one directory that holds all state'),
  CERTS_DIR: z
    .string()
    .min(1)
    .default('certs')
    .describe("The directory of the operator's own `server.pem` and `server.key`"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional()
    .describe('A PostgreSQL database; without it SQLite in STORAGE_DIR'),
  MAX_UPLOAD_BYTES: wholeNumber(1024, Number.MAX_SAFE_INTEGER)
    .default(4 * 1024 ** 3)
    .describe('The largest build taken, in bytes'),
  TICKET_SECONDS: wholeNumber(1, 86_400)
    .default(600)
    .describe('How long the link behind Install lives, in seconds'),
  PACKAGE_TICKET_SECONDS: wholeNumber(1, 604_800)
    .default(21_600)
    .describe('How long a started download may take and be resumed, in seconds'),
  APPLE_ANCHORS: z
    .string()
    .min(1)
    .refine(holdsCertificates, 'must be the path of a readable PEM file of certificates')
    .optional()
    .describe(
      'A PEM file of roots accepted beside the pinned Apple ones; such builds carry a warning',
    ),
  ...directorySettings,
  CHROMIUM: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A Chromium or Chrome that makes the PDF of a guide; without it the usual places are looked at',
    ),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('How much is logged'),
  ...messageSettings,
} as const;

const schema = z.object(settings);

/** The server's configuration, whole and frozen. Durations are in seconds, sizes in bytes. */
export type Config = Readonly<
  Omit<z.output<typeof schema>, 'PUBLIC_URL' | 'TRUST_PROXY'> & {
    /** Without a trailing slash. */
    PUBLIC_URL: string;
    /** Whether PUBLIC_URL was guessed from the machine's first address. */
    publicUrlGuessed: boolean;
    /** The proxies whose X-Forwarded-For is believed; empty where none is. */
    trustedProxies: readonly string[];
  }
>;

/** What was wrong with the configuration: every problem, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from an environment. `NAME_FILE` stands for `NAME` read from that file.
 * Throws `ConfigError` that names every problem at once.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const values = Object.fromEntries(
    Object.keys(settings).map((name) => [name, settingValue(environment, name, problems)]),
  );
  const result = schema.safeParse(values);
  for (const { path, message } of result.error?.issues ?? []) {
    problems.push(`✖ ${path.join('.')}: ${message}`);
  }
  if (result.success) problems.push(...messageProblems(result.data));
  problems.push(...directoryProblems(values));
  if (!result.success || problems.length > 0) throw new ConfigError(problems.join('\n'));

  const { PUBLIC_URL, TRUST_PROXY, ...rest } = result.data;
  return Object.freeze({
    ...rest,
    PUBLIC_URL:
      PUBLIC_URL ?? `https://${firstAddress()}${rest.PORT === 443 ? '' : `:${rest.PORT}`}`,
    publicUrlGuessed: PUBLIC_URL === undefined,
    trustedProxies: TRUST_PROXY ?? [],
  });
}

function quoted(input: unknown): string {
  return JSON.stringify(String(input).slice(0, 40));
}

/** An empty value counts as absent, so that `PUBLIC_URL=` in a file is the default. */
function settingValue(
  environment: NodeJS.ProcessEnv,
  name: string,
  problems: string[],
): string | undefined {
  const file = environment[`${name}_FILE`];
  if (!file) return environment[name] || undefined;
  if (environment[name]) problems.push(`✖ ${name} and ${name}_FILE are both set; keep one`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    problems.push(
      `✖ ${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
    return undefined;
  }
}

function firstAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) {
      if (address.family === 'IPv4' && !address.internal) return address.address;
    }
  }
  return 'localhost';
}

/** Redirects and pages are made for the root of a host. */
function isBareOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
  );
}

function holdsCertificates(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}
