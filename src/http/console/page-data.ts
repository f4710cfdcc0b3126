/** The console's pages, by template, and what each is drawn from. */
export type ConsolePages = Record<never, never>;
