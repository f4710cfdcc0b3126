import type { App } from '../../apps/model.js';
import type { TextKey } from '../../texts/translate.js';
import type { Context } from '../context.js';
import type { Services } from '../services.js';
import { type InAppBrowser, readDevice, type System } from './device.js';
import type { LeaveWords } from './page-data.js';
import { appPage } from './person.js';

/** Shows how to leave an app's own browser, where nothing can be installed. */
export async function showLeave(ctx: Context, services: Services, app: App): Promise<void> {
  const { inAppBrowser, system } = readDevice(ctx.get('User-Agent'));
  const browser = inAppBrowser ?? 'other';
  await services.views.show(ctx, 'pages/leave', {
    ...appPage(app, null),
    browser,
    words: leaveWords(browser, system),
    address: `${services.config.PUBLIC_URL}/a/${app.slug}`,
  });
}

const browserItem = 'leave.item.browser';
const defaultItem = 'leave.item.default';
const safariItem = 'leave.item.safari';

/** The entry's words on an iPhone, and on everything else. */
const items: Record<InAppBrowser, { ios: TextKey; elsewhere: TextKey }> = {
  wechat: { ios: defaultItem, elsewhere: browserItem },
  wecom: { ios: safariItem, elsewhere: defaultItem },
  dingtalk: { ios: safariItem, elsewhere: browserItem },
  feishu: { ios: browserItem, elsewhere: browserItem },
  welink: { ios: safariItem, elsewhere: browserItem },
  weibo: { ios: safariItem, elsewhere: browserItem },
  alipay: { ios: safariItem, elsewhere: browserItem },
  taobao: { ios: safariItem, elsewhere: browserItem },
  baidu: { ios: safariItem, elsewhere: browserItem },
  douyin: { ios: safariItem, elsewhere: browserItem },
  qq: { ios: safariItem, elsewhere: browserItem },
  other: { ios: safariItem, elsewhere: browserItem },
};

function leaveWords(browser: InAppBrowser, system: System): LeaveWords {
  const item = items[browser][system === 'ios' ? 'ios' : 'elsewhere'];
  return { corner: browser === 'baidu' ? 'bottom' : 'top', item };
}
