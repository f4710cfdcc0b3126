import { createApp } from '../../src/apps/apps.js';
import { codeOn, type GatewayServer, startGatewayServer } from './gateway-server.js';
import type { Answer, Client } from './http.js';
import type { Scope } from './scope.js';
import { startServer, type TestServer } from './server.js';

export const phonePassword = 'lantern-harbour-41';
const html = { Accept: 'text/html', 'Accept-Language': 'zh' };

/** A server with an app and a webhook for messages, and a clock that can be put forward. */
export interface PhoneServer {
  server: TestServer;
  gateway: GatewayServer;
  later(minutes: number): void;
  /** A person of the roster with this phone, signed in. */
  arrive(number: string, phone: string): Promise<Client>;
  /** One who proved it and is registered. */
  settle(number: string, phone: string): Promise<Client>;
  /** The newest code on this phone. */
  code(phone: string): string;
}

export async function startPhoneServer(
  scope: Scope,
  env: Record<string, string> = {},
): Promise<PhoneServer> {
  const gateway = await startGatewayServer(scope);
  let ahead = 0;
  const server = await startServer(scope, {
    now: () => new Date(Date.now() + ahead),
    env: {
      MESSAGE_GATEWAYS: 'webhook',
      MESSAGE_WEBHOOK_URL: gateway.url,
      MESSAGE_WEBHOOK_SECRET: 'shared',
      MESSAGE_SIGNATURE: '哈工大',
      ...env,
    },
  });
  await createApp(server.services, { slug: 'campus', name: '哈工大APP', actor: 'operator' });
  const code = (phone: string) => codeOn(gateway, phone);
  const arrive = async (number: string, phone: string) => {
    const row = `${number},王小明,计算学部,${phone},${phonePassword}`;
    await server.roster(`number,name,department,phone,password\n${row}\n`);
    const client = server.client();
    await client.postForm('/a/campus/register', { number, password: phonePassword });
    return client;
  };
  return {
    server,
    gateway,
    later(minutes) {
      ahead += minutes * 60_000;
    },
    arrive,
    async settle(number, phone) {
      const client = await arrive(number, phone);
      await client.postForm('/a/campus/confirm', {});
      await client.postForm('/a/campus/phone', { code: code(`+86${phone}`) });
      return client;
    },
    code,
  };
}

/** A page in Chinese. */
export function see(client: Client, path: string): Promise<Answer> {
  return client.get(path, html);
}
