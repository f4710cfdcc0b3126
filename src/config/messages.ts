import { z } from 'zod';

const names = ['console', 'smtp', 'webhook', 'aliyun', 'tencent', 'smpp'] as const;
const text = () => z.string().min(1).optional();
const count = (standard: number) =>
  z.coerce.number().int('must be a whole number').min(1).max(1_000_000).default(standard);

/** Tests and relays on the same machine may go without TLS; nobody else hears them. */
const address = (protocol: RegExp) =>
  z.url({ protocol }).refine(isSafe, 'must be https, but for an address of this machine');

/** How messages with codes reach telephones. `docs/messages.md` has a recipe for each gateway. */
export const messageSettings = {
  MESSAGE_GATEWAYS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(names)))
    .optional()
    .describe(
      'Gateways for messages to phones, tried in this order: `tencent`, `aliyun`, `webhook`, `smtp`, `smpp`, `console`; without one no code is asked for',
    ),
  MESSAGE_SIGNATURE: text().describe(
    'The sender 【签名】: registered with Aliyun or Tencent, and put before texts sent otherwise',
  ),
  MESSAGE_TIMEOUT_SECONDS: count(8).describe('How long one gateway may take, in seconds'),
  MESSAGES_PER_NUMBER_PER_DAY: count(10).describe('Messages to one number in 24 hours'),
  MESSAGES_PER_PERSON_PER_DAY: count(15).describe('Messages for one person in 24 hours'),
  MESSAGES_PER_DAY: count(5000).describe('Messages to everybody in 24 hours'),
  MESSAGE_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('The mail server of the gateway `smtp`, with its user and password'),
  MESSAGE_SMTP_FROM: text().describe('The sender of those mails'),
  MESSAGE_SMTP_TO: text().describe(
    'Their receiver; `{phone}` stands for 8613800138000, `{national}` for 13800138000',
  ),
  MESSAGE_WEBHOOK_URL: address(/^https?$/)
    .optional()
    .describe('Where the gateway `webhook` posts'),
  MESSAGE_WEBHOOK_SECRET: text().describe('What it signs with'),
  ALIYUN_ACCESS_KEY_ID: text().describe('The access key of the gateway `aliyun`'),
  ALIYUN_ACCESS_KEY_SECRET: text().describe('Its secret'),
  ALIYUN_TEMPLATES: templates().describe(
    'Its approved templates: `code=SMS_1,phone-changed=SMS_2`, `code.en=…` for English',
  ),
  ALIYUN_ENDPOINT: address(/^https?$/)
    .default('https://dysmsapi.aliyuncs.com/')
    .describe('Where Aliyun answers'),
  TENCENT_SECRET_ID: text().describe('The key of the gateway `tencent`'),
  TENCENT_SECRET_KEY: text().describe('Its secret'),
  TENCENT_SMS_APP_ID: text().describe('Its SmsSdkAppId'),
  TENCENT_TEMPLATES: templates().describe('Its approved templates: `code=1,phone-changed=2`'),
  TENCENT_REGION: z.string().min(1).default('ap-guangzhou').describe('Its region'),
  TENCENT_ENDPOINT: address(/^https?$/)
    .default('https://sms.tencentcloudapi.com/')
    .describe('Where Tencent answers'),
  SMPP_URL: z
    .url({ protocol: /^smpps?$/ })
    .optional()
    .describe("The carrier's SMSC of the gateway `smpp`, with system id and password"),
  SMPP_SENDER: text().describe('The sender the carrier gave'),
} as const;

const needed: Record<(typeof names)[number], readonly (keyof typeof messageSettings)[]> = {
  console: [],
  smtp: ['MESSAGE_SMTP_URL', 'MESSAGE_SMTP_FROM', 'MESSAGE_SMTP_TO'],
  webhook: ['MESSAGE_WEBHOOK_URL', 'MESSAGE_WEBHOOK_SECRET'],
  aliyun: [
    'ALIYUN_ACCESS_KEY_ID',
    'ALIYUN_ACCESS_KEY_SECRET',
    'ALIYUN_TEMPLATES',
    'MESSAGE_SIGNATURE',
  ],
  tencent: [
    'TENCENT_SECRET_ID',
    'TENCENT_SECRET_KEY',
    'TENCENT_SMS_APP_ID',
    'TENCENT_TEMPLATES',
    'MESSAGE_SIGNATURE',
  ],
  smpp: ['SMPP_URL', 'SMPP_SENDER'],
};

/** What a gateway that is named lacks, one sentence each. */
export function messageProblems(values: Readonly<Record<string, unknown>>): string[] {
  const { MESSAGE_GATEWAYS: gateways } = values;
  if (!Array.isArray(gateways)) return [];
  return names
    .filter((name) => gateways.includes(name))
    .flatMap((name) =>
      needed[name]
        .filter((setting) => values[setting] === undefined)
        .map((setting) => `✖ ${setting} is not set; MESSAGE_GATEWAYS names ${name}`),
    );
}

function templates() {
  return z
    .string()
    .regex(
      /^((code|phone-changed)(\.(zh|en))?=[\w-]+(,|$))+$/,
      'must be such as code=SMS_1,phone-changed=SMS_2',
    )
    .transform(
      (list) => new Map(list.split(',').map((entry) => entry.split('=') as [string, string])),
    )
    .optional();
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}
