import type { App } from '../../apps/model.js';

/** An app with its platforms as JSON. */
export function presentApp(app: App) {
  const platforms = app.platforms ?? [];
  return {
    slug: app.slug,
    name: app.name,
    platforms: platforms.map(({ platform, bundleIdentifier, minimumVersionCode }) => ({
      platform,
      bundleIdentifier,
      minimumVersionCode,
    })),
    createdAt: app.createdAt.toISOString(),
  };
}
