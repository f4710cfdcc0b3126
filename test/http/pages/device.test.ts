import test from 'ava';
import type { InAppBrowser } from '../../../src/http/pages/device/in-app-browsers.js';
import { asIpad, platformOf, readDevice } from '../../../src/http/pages/device.js';
import { leaveLink } from '../../../src/http/pages/leave-link.js';
import { leaveWords } from '../../../src/http/pages/leave-words.js';
import { publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { androidUserAgents } from '../../helpers/user-agent-table/android.js';
import { appleUserAgents } from '../../helpers/user-agent-table/apple.js';
import { computerUserAgents } from '../../helpers/user-agent-table/computers.js';
import { inAppUserAgents } from '../../helpers/user-agent-table/in-app.js';
import type { PageShown } from '../../helpers/user-agent-table/row.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await publishSample(server, { platform: 'android' });
});

/** By their heading. */
const pages: Record<PageShown, RegExp> = {
  phone: /<h1>注册并安装</,
  computer: /<h1>用手机扫描二维码</,
  leave: /<h1>请用(手机|电脑)浏览器打开</,
  unsupported: /<h1>这(部手机|台设备)暂不支持</,
};

const table = [...appleUserAgents, ...androidUserAgents, ...computerUserAgents, ...inAppUserAgents];

for (const [title, page, userAgent, expected] of table) {
  test.serial(`${title} is known and gets the page for a ${page}`, async (t) => {
    t.like(readDevice(userAgent), expected);
    const headers = { Accept: 'text/html', 'User-Agent': userAgent };
    const { text } = await server.client().get('/a/campus', headers);
    t.regex(text, pages[page]);
  });
}

test('a device takes the builds of its own system, and HarmonyOS NEXT none', (t) => {
  t.is(platformOf(readDevice(userAgents.iphone)), 'ios');
  t.is(platformOf(readDevice(userAgents.harmonyNext)), null);
  t.is(platformOf(readDevice('curl/7.88.1')), null);
});

test('who says that the Mac is an iPad takes what an iPad takes', (t) => {
  const mac = readDevice(userAgents.mac);
  t.true(mac.perhapsIpad);
  t.like(asIpad(mac), { system: 'ios', form: 'tablet', version: null, perhapsIpad: false });
});

const address = 'https://apps.example.cn/a/campus';

test('a button out of an app is there where one works, and nowhere else', (t) => {
  const android = readDevice(userAgents.android);
  t.is(
    leaveLink(address, 'dingtalk', android),
    'intent://apps.example.cn/a/campus#Intent;scheme=https;action=android.intent.action.VIEW;' +
      'category=android.intent.category.BROWSABLE;' +
      'S.browser_fallback_url=https%3A%2F%2Fapps.example.cn%2Fa%2Fcampus;end',
  );
  const iphone = readDevice(userAgents.iphone);
  t.is(leaveLink(address, 'alipay', iphone), 'x-safari-https://apps.example.cn/a/campus');
  t.is(leaveLink(address, 'alipay', readDevice(userAgents.oldIphone)), null);
  t.is(leaveLink(address, 'wechat', iphone), null);
  t.is(leaveLink(address, 'qq', android), null);
  t.is(leaveLink(address, 'feishu', readDevice(userAgents.desktop)), null);
});

test('each app’s menu is where that app has it, on that system', (t) => {
  const words = (browser: InAppBrowser, device: keyof typeof userAgents) =>
    leaveWords(browser, readDevice(userAgents[device]));
  t.like(words('wechat', 'iphone'), { corner: 'top', glyph: 'dots', item: 'leave.item.default' });
  t.like(words('wechat', 'android'), { corner: 'top', item: 'leave.item.browser' });
  t.like(words('baidu', 'android'), { corner: 'bottom', glyph: 'lines', computer: false });
  t.like(words('wechat', 'desktop'), { menu: 'lines', computer: true });
});
