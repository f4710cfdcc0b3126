/** What the organisation's directory says of a person. */
export interface Identity {
  /** Which directory says it. */
  directory: string;
  /** The directory's immutable name for the person. */
  subject: string;
  number: string;
  name: string;
  department: string;
  /** E.164, or null where the directory has none. */
  phone: string | null;
}

/** A source of identities that takes a number and a password on our own page. */
export interface PasswordDirectory {
  readonly kind: 'password';
  readonly name: string;
  /** The person, or null when number and password do not belong together. Throws `directory_unavailable`. */
  authenticate(number: string, password: string): Promise<Identity | null>;
  /** Every subject the directory has now, whole or not at all. Throws `directory_unavailable`. */
  listSubjects?(): Promise<Set<string>>;
}

/** A source of identities that signs people in on its own page and sends them back. */
export interface RedirectDirectory {
  readonly kind: 'redirect';
  readonly name: string;
  /** What people call it: the words on the button. */
  readonly label: Readonly<Record<'zh' | 'en', string>>;
  /** Where the browser goes, and what must come back with it. Throws `directory_unavailable`. */
  begin(visit: RedirectVisit): Promise<{ url: string; proof: Readonly<Record<string, string>> }>;
  /** Who came back. Throws `sign_in_failed`, `directory_unavailable`. */
  finish(returned: RedirectReturn): Promise<RedirectProof>;
}

export type Directory = PasswordDirectory | RedirectDirectory;

export interface RedirectVisit {
  /** Where the browser comes back to, without a query. */
  callbackUrl: string;
  /** Random, and asked for again when the browser comes back. */
  state: string;
  /** The person types their password even when the directory still knows this browser. */
  fresh: boolean;
}

export interface RedirectReturn extends RedirectVisit {
  /** The query the browser came back with. */
  query: URLSearchParams;
  /** What `begin` gave. */
  proof: Readonly<Record<string, string>>;
}

export interface RedirectProof {
  identity: Identity;
  /** The name under which the directory will say that its session ended; null where it never does. */
  ticket: string | null;
}
