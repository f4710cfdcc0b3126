import { createHash, createHmac } from 'node:crypto';
import { AppError } from '../errors.js';
import type { Gateway } from './gateway.js';
import { member, post, refusalWord } from './post.js';
import { type Templates, templateFor } from './templates.js';

export interface TencentSettings {
  /** https://sms.tencentcloudapi.com/ */
  endpoint: string;
  secretId: string;
  secretKey: string;
  region: string;
  appId: string;
  signName: string;
  templates: Templates;
}

/** Tencent Cloud SMS: `SendSms` of 2021-01-11, signed as TC3-HMAC-SHA256. */
export function tencentGateway(settings: TencentSettings, now: () => Date): Gateway {
  return {
    name: 'tencent',
    async send(message, signal) {
      const body = JSON.stringify({
        PhoneNumberSet: [message.to],
        SmsSdkAppId: settings.appId,
        SignName: settings.signName,
        TemplateId: templateFor(settings.templates, message),
        TemplateParamSet: Object.values(message.variables),
        SessionContext: message.idempotencyKey,
      });
      const headers = tencentHeaders(settings, body, now());
      const answer = await post(settings.endpoint, { headers, body }, signal);
      const code =
        member(answer, 'Response', 'Error', 'Code') ??
        member(answer, 'Response', 'SendStatusSet', 0, 'Code');
      if (code === 'Ok') return;
      throw new AppError('message_undeliverable', `Tencent refused: ${refusalWord(code)}.`);
    },
  };
}

const contentType = 'application/json';
const service = 'sms';

/** The headers of a TC3 request: content type and host are signed, the key is of the day (UTC). */
export function tencentHeaders(
  settings: Pick<TencentSettings, 'endpoint' | 'secretId' | 'secretKey' | 'region'>,
  body: string,
  now: Date,
): Record<string, string> {
  const { host } = new URL(settings.endpoint);
  const seconds = Math.floor(now.getTime() / 1000);
  const day = now.toISOString().slice(0, 10);
  const signedHeaders = 'content-type;host';
  const lines = `content-type:${contentType}\nhost:${host}\n`;
  const request = ['POST', '/', '', lines, signedHeaders, sha256(body)].join('\n');
  const scope = `${day}/${service}/tc3_request`;
  const text = ['TC3-HMAC-SHA256', seconds, scope, sha256(request)].join('\n');
  const ofDay = hmac(`TC3${settings.secretKey}`, day);
  const key = hmac(hmac(ofDay, service), 'tc3_request');
  const credential = `Credential=${settings.secretId}/${scope}, SignedHeaders=${signedHeaders}`;
  return {
    'Content-Type': contentType,
    Authorization: `TC3-HMAC-SHA256 ${credential}, Signature=${hmac(key, text).toString('hex')}`,
    'X-TC-Action': 'SendSms',
    'X-TC-Version': '2021-01-11',
    'X-TC-Timestamp': String(seconds),
    'X-TC-Region': settings.region,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
