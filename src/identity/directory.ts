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
export interface Directory {
  readonly name: string;
  /** The person, or null when number and password do not belong together. Throws `directory_unavailable`. */
  authenticate(number: string, password: string): Promise<Identity | null>;
}
