import { createHash, createHmac, randomUUID } from 'node:crypto';
import { AppError } from '../errors.js';
import { domesticNumber, type Gateway } from './gateway.js';
import { member, post, refusalWord } from './post.js';
import { type Templates, templateFor } from './templates.js';

export interface AliyunSettings {
  /** https://dysmsapi.aliyuncs.com/ */
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
  signName: string;
  templates: Templates;
}

/** Alibaba Cloud SMS: `SendSms` of 2017-05-25, signed as ACS3-HMAC-SHA256. */
export function aliyunGateway(settings: AliyunSettings, now: () => Date): Gateway {
  return {
    name: 'aliyun',
    async send(message, signal) {
      const query = new URLSearchParams({
        PhoneNumbers: domesticNumber(message.to).replace(/^\+/, ''),
        SignName: settings.signName,
        TemplateCode: templateFor(settings.templates, message),
        TemplateParam: JSON.stringify(message.variables),
        OutId: message.idempotencyKey,
      });
      const url = new URL(settings.endpoint);
      url.search = canonicalQuery(query);
      const headers = aliyunHeaders(settings, url, now());
      const answer = await post(url.href, { headers, body: '' }, signal);
      const code = member(answer, 'Code');
      if (code === 'OK') return;
      throw new AppError('message_undeliverable', `Aliyun refused: ${refusalWord(code)}.`);
    },
  };
}

/** The signed headers of an ACS3 request with an empty body. */
export function aliyunHeaders(
  { accessKeyId, accessKeySecret }: Pick<AliyunSettings, 'accessKeyId' | 'accessKeySecret'>,
  url: URL,
  now: Date,
): Record<string, string> {
  const bodyHash = createHash('sha256').update('').digest('hex');
  const signed: Record<string, string> = {
    host: url.host,
    'x-acs-action': 'SendSms',
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': now.toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2017-05-25',
  };
  const names = Object.keys(signed).sort();
  const lines = names.map((name) => `${name}:${signed[name]}\n`).join('');
  const request = ['POST', url.pathname, url.search.slice(1), lines, names.join(';'), bodyHash];
  const hash = createHash('sha256').update(request.join('\n')).digest('hex');
  const signature = createHmac('sha256', accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${hash}`)
    .digest('hex');
  const { host: _host, ...sent } = signed;
  const credential = `Credential=${accessKeyId},SignedHeaders=${names.join(';')}`;
  return { ...sent, Authorization: `ACS3-HMAC-SHA256 ${credential},Signature=${signature}` };
}

/** Names in order, percent-encoded as RFC 3986 has it. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}

function encoded(text: string): string {
  const code = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, code);
}
