import { aliyunGateway } from './aliyun-gateway.js';
import { consoleGateway } from './console-gateway.js';
import type { Gateway } from './gateway.js';
import { smppGateway } from './smpp-gateway.js';
import { smtpGateway } from './smtp-gateway.js';
import type { Templates } from './templates.js';
import { tencentGateway } from './tencent-gateway.js';
import { webhookGateway } from './webhook-gateway.js';

/** The settings of the gateways, as the configuration names them. */
export interface GatewaySettings {
  MESSAGE_GATEWAYS?: readonly string[] | undefined;
  MESSAGE_TIMEOUT_SECONDS: number;
  MESSAGE_SIGNATURE?: string | undefined;
  MESSAGE_SMTP_URL?: string | undefined;
  MESSAGE_SMTP_FROM?: string | undefined;
  MESSAGE_SMTP_TO?: string | undefined;
  MESSAGE_WEBHOOK_URL?: string | undefined;
  MESSAGE_WEBHOOK_SECRET?: string | undefined;
  ALIYUN_ENDPOINT: string;
  ALIYUN_ACCESS_KEY_ID?: string | undefined;
  ALIYUN_ACCESS_KEY_SECRET?: string | undefined;
  ALIYUN_TEMPLATES?: Templates | undefined;
  TENCENT_ENDPOINT: string;
  TENCENT_SECRET_ID?: string | undefined;
  TENCENT_SECRET_KEY?: string | undefined;
  TENCENT_REGION: string;
  TENCENT_SMS_APP_ID?: string | undefined;
  TENCENT_TEMPLATES?: Templates | undefined;
  SMPP_URL?: string | undefined;
  SMPP_SENDER?: string | undefined;
}

/** The gateways of the configuration, in the order to try them. What each needs was checked before. */
export function createGateways(
  settings: GatewaySettings,
  deps: { now(): Date; warn(line: string): void },
): Gateway[] {
  const {
    MESSAGE_SIGNATURE: signName = '',
    ALIYUN_TEMPLATES = new Map<string, string>(),
    TENCENT_TEMPLATES = new Map<string, string>(),
  } = settings;
  const make: Record<string, () => Gateway> = {
    console: () => consoleGateway(deps.warn),
    smtp: () =>
      smtpGateway(
        {
          url: settings.MESSAGE_SMTP_URL ?? '',
          from: settings.MESSAGE_SMTP_FROM ?? '',
          to: settings.MESSAGE_SMTP_TO ?? '',
        },
        settings.MESSAGE_TIMEOUT_SECONDS * 1000,
      ),
    webhook: () =>
      webhookGateway(
        { url: settings.MESSAGE_WEBHOOK_URL ?? '', secret: settings.MESSAGE_WEBHOOK_SECRET ?? '' },
        deps.now,
      ),
    aliyun: () =>
      aliyunGateway(
        {
          endpoint: settings.ALIYUN_ENDPOINT,
          accessKeyId: settings.ALIYUN_ACCESS_KEY_ID ?? '',
          accessKeySecret: settings.ALIYUN_ACCESS_KEY_SECRET ?? '',
          signName,
          templates: ALIYUN_TEMPLATES,
        },
        deps.now,
      ),
    tencent: () =>
      tencentGateway(
        {
          endpoint: settings.TENCENT_ENDPOINT,
          secretId: settings.TENCENT_SECRET_ID ?? '',
          secretKey: settings.TENCENT_SECRET_KEY ?? '',
          region: settings.TENCENT_REGION,
          appId: settings.TENCENT_SMS_APP_ID ?? '',
          signName,
          templates: TENCENT_TEMPLATES,
        },
        deps.now,
      ),
    smpp: () => smppGateway({ url: settings.SMPP_URL ?? '', sender: settings.SMPP_SENDER ?? '' }),
  };
  const gateways = settings.MESSAGE_GATEWAYS ?? [];
  return gateways.flatMap((name) => make[name]?.() ?? []);
}
