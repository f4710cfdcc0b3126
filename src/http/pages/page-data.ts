/** The person's pages, by template, and what each is drawn from. */
export interface PersonPages {
  'pages/error': { code: string; status: number; requestId: string };
}
