import type { User } from '../../accounts/model.js';
import type { App } from '../../apps/model.js';
import { maskPhone } from '../../identity/phone.js';
import type { Context } from '../context.js';
import { statusOf } from '../errors.js';
import type { Services } from '../services.js';
import type { NoticeCode } from './page-data.js';
import { appPage } from './person.js';
import { mayNamePhone } from './phone-words.js';

/** A page for a person who cannot go on by themselves: what is wrong, and whom to see. */
export async function showNotice(
  ctx: Context,
  services: Services,
  notice: { app: App; user: User; code: NoticeCode; text?: string },
): Promise<void> {
  const { app, user, code, text = '' } = notice;
  ctx.status = code === 'nothing_released' || code === 'recalled' ? 200 : statusOf[code];
  const phone = user.directoryPhone ? maskPhone(user.directoryPhone) : '';
  const page = appPage(app, ctx.state.user ?? null);
  const about = code === 'phone_missing' || code === 'phone_taken';
  const mine = code === 'phone_taken' && services.codes.frame.messenger.configured;
  const other = about && (await mayNamePhone(services));
  await services.views.show(ctx, 'pages/notice', {
    ...page,
    code,
    phone,
    mine,
    other,
    text,
  });
}
