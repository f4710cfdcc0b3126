import type { Services } from '../services.js';

/** The command that uploads a build from a release engineer's machine or CI. */
export function uploadCommand(services: Pick<Services, 'config'>, token = '…'): string {
  return `SLIPWAY_URL=${services.config.PUBLIC_URL} SLIPWAY_TOKEN=${token} npx slipway upload app.apk`;
}
