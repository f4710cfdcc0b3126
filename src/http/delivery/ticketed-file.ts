import { manifestFileName, manifestImages } from '../../delivery/file-name.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { sendIcon } from './icon.js';
import { sendManifest } from './manifest.js';
import { sendPackage } from './package.js';

/**
 * Whatever a device fetches. The file name says what it asks for, and its ticket must be for that.
 * No cookie, no credential: the installers of iOS and Android send none.
 */
export function ticketedFile(services: Services): Handler {
  const manifest = sendManifest(services);
  const icon = sendIcon(services);
  const file = sendPackage(services);
  const images: readonly string[] = Object.values(manifestImages).map(({ fileName }) => fileName);
  return (ctx) => {
    const { fileName = '' } = ctx.params;
    if (fileName === manifestFileName) return manifest(ctx);
    if (images.includes(fileName)) return icon(ctx);
    return file(ctx);
  };
}
