/** What an API token may do. */
export const scopes = ['upload', 'publish', 'read', 'people'] as const;
export type Scope = (typeof scopes)[number];
