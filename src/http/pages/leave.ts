import type { App } from '../../apps/model.js';
import type { Context } from '../context.js';
import type { Services } from '../services.js';
import { readDevice } from './device.js';
import { leaveLink } from './leave-link.js';
import { leaveWords } from './leave-words.js';
import { appPage } from './person.js';

/** Shows how to leave an app's own browser, where nothing can be installed. */
export async function showLeave(ctx: Context, services: Services, app: App): Promise<void> {
  const device = readDevice(ctx.get('User-Agent'));
  const browser = device.inAppBrowser ?? 'other';
  const address = `${services.config.PUBLIC_URL}/a/${app.slug}`;
  await services.views.show(ctx, 'pages/leave', {
    ...appPage(app, null),
    browser,
    words: leaveWords(browser, device),
    address,
    link: leaveLink(address, browser, device),
  });
}
