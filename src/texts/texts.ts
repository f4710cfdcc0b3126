/** Texts by key, both languages side by side. `{name}` is filled in. */
export type Texts = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
