import type { User } from '../../accounts/model.js';
import { beginPersonSession, personSessionMs, type SessionProof } from '../../accounts/sessions.js';
import type { App } from '../../apps/model.js';
import { followNumber } from '../../registrations/follow-number.js';
import { findStage } from '../../registrations/stage.js';
import type { Context } from '../context.js';
import { writeCookie } from '../cookies.js';
import { beginVisit } from '../form-token.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import { nextPath, seeOther } from './person.js';

export interface SignedIn {
  app: App;
  user: User;
  proof: SessionProof;
  /** The page of this app to go on to; empty for that of the person's stage. */
  next?: string;
}

/** Begins the session of who has just proved who they are, and sends them on. */
export async function goOn(ctx: Context, services: Services, signedIn: SignedIn): Promise<void> {
  const { app, user, proof, next = '' } = signedIn;
  await followNumber(user);
  const { stage } = await findStage(user.id);
  if (stage === 'suspended') {
    return showNotice(ctx, services, { app, user, code: 'registration_suspended' });
  }
  const cookie = await beginPersonSession(user.id, services.now(), proof);
  writeCookie(ctx, 'person', cookie, personSessionMs);
  beginVisit(ctx);
  seeOther(ctx, next === '' ? nextPath(app.slug, stage) : `/a/${app.slug}/${next}`);
}
