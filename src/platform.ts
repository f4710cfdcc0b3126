/** The platforms an app can have builds for, in the order pages name them. */
export const platforms = ['ios', 'android', 'macos', 'windows'] as const;
export type Platform = (typeof platforms)[number];
