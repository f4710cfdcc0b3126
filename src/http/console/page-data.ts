import type { PersonState } from '../../registrations/queries.js';
import type { ChannelRow } from './release-page-data.js';

/** A time: how long ago in words, and exactly. */
export interface Moment {
  ago: string;
  exact: string;
  iso: string;
}

/** A state or verdict as a quiet word; the tone only underlines it. */
export interface Chip {
  text: string;
  tone: 'good' | 'warn' | 'bad' | 'quiet';
}

/** One line of a list of facts. */
export interface Fact {
  term: string;
  text: string;
  /** Shown in fixed width: hashes, identifiers. */
  code?: boolean;
}

export interface Option {
  value: string;
  text: string;
}

export interface FieldProblem {
  field: string;
  text: string;
}

/** A form as it is shown again: what was typed, and what was wrong with it. */
export interface FormState {
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** Which part of a list is shown; the addresses keep the filters. */
export interface Paging {
  first: number;
  last: number;
  total: number;
  previous: string | null;
  next: string | null;
}

export interface Link {
  text: string;
  href: string;
}

export interface BuildRow {
  href: string;
  /** Null where the build has no icon. */
  icon: string | null;
  name: string;
  version: string;
  versionCode: string;
  platform: string;
  size: string;
  app: Link;
  chips: Chip[];
  uploaded: Moment;
  by: string;
}

export interface ReleaseRow {
  build: Link;
  app: Link;
  platform: string;
  channel: string;
  href: string;
  /** Its state, and how far its rollout is where that is not everyone. */
  chips: Chip[];
  notes: string;
  published: Moment;
  by: string;
  /** Null for one that is withdrawn already. */
  withdrawHref: string | null;
}

export interface RefusalRow {
  fileName: string;
  code: string;
  reason: string;
  detail: string;
  size: string;
  /** Null where the bytes never arrived whole. */
  sha256: string | null;
  at: Moment;
  by: string;
}

export interface PersonRow {
  href: string;
  number: string;
  name: string;
  department: string;
  /** Masked; empty where none is bound. */
  phone: string;
  state: Chip;
  activated: Moment | null;
}

/** One row of what happened to a build or through a person. */
export interface OutcomeRow {
  person: Link | { text: string; href: null };
  number: string;
  step: string;
  at: Moment;
}

/** Counts of the last days, oldest first, with the drawing's bars in its own units. */
export interface Trend {
  title: string;
  total: string;
  days: { day: string; count: string; height: number }[];
}

export interface OverviewPage {
  attention: { title: string; detail: string; href: string; chip: Chip }[];
  releases: ReleaseRow[];
  builds: BuildRow[];
  registrations: { name: string; href: string | null; department: string; at: Moment }[];
  trends: Trend[];
  uploadCommand: string;
}

export interface AppRow {
  href: string;
  name: string;
  slug: string;
  platforms: { name: string; version: string }[];
  created: Moment;
}

export interface AppPage {
  name: string;
  slug: string;
  address: string;
  platforms: {
    name: string;
    bundleIdentifier: string;
    minimum: string;
    minimumAction: string;
    current: ReleaseRow[];
  }[];
  channels: ChannelRow[];
  /** An administrator may change whom channels are for. */
  mayEdit: boolean;
  notice: string | null;
  releases: ReleaseRow[];
  builds: BuildRow[];
  exceptions: ExceptionsPart;
  uploadCommand: string;
}

/** A refusal that warns for an app, and why. */
export interface ExceptionRow {
  code: string;
  what: string;
  reason: string;
  at: Moment;
  by: string;
}

export interface ExceptionsPart {
  action: string;
  rows: ExceptionRow[];
  mayEdit: boolean;
  options: Option[];
  form: FormState;
}

export interface Publishing {
  /** What the fields hold. */
  values: Readonly<Record<string, string>>;
  /** Whether the channel asks for a second person. */
  needsApproval: boolean;
  channel: string;
  channels: string[];
  notes: string;
  /** What people hold now; null where nothing was released there. */
  holding: { build: Link; people: string; state: Chip } | null;
  isCurrent: boolean;
  concerns: { value: string; text: string; checked: boolean }[];
  addedPermissions: string[];
  droppedPermissions: string[];
  problems: readonly FieldProblem[];
}

export interface PassportPage {
  build: BuildRow;
  notice: string | null;
  verdict: { chip: Chip; sentence: string };
  grounds: Fact[];
  schemes: { name: string; chip: Chip; certificates: string[] }[];
  notChecked: string[];
  warnings: { title: string; remedy: string }[];
  /** Why it was let in all the same, where an exception of its app did. */
  exceptions: { what: string; reason: string; by: string }[];
  names: Fact[];
  facts: Fact[];
  permissions: { name: string; isNew: boolean }[];
  /** Null where there is no other build to compare with. */
  compare: Link | null;
  releases: ReleaseRow[];
  publishing: Publishing;
  funnel: { step: string; people: string; width: number }[];
  people: OutcomeRow[];
  paging: Paging;
}

export interface UploadPage {
  form: FormState;
  apps: Option[];
  limit: string;
  uploadCommand: string;
}

export interface PersonPage {
  id: number;
  person: PersonRow;
  /** Which acts are possible. */
  state: PersonState;
  facts: Fact[];
  consents: { what: string; agreement: Link; at: Moment }[];
  outcomes: { app: string; build: Link | null; step: string; at: Moment }[];
  form: FormState;
  notice: string | null;
}

export interface TokenRow {
  id: number;
  name: string;
  scopes: string;
  last4: string;
  created: Moment;
  by: string;
  lastUsed: Moment | null;
  revoked: Moment | null;
}

export interface TokensPage {
  tokens: TokenRow[];
  form: FormState;
  scopes: { value: string; text: string; checked: boolean }[];
}

export interface AdministratorsPage {
  administrators: { name: string; role: string; created: Moment; isYou: boolean }[];
  form: FormState;
  roles: Option[];
}

export interface AuditPage {
  entries: {
    id: number;
    at: Moment;
    actor: string;
    action: string;
    subject: string;
    details: string;
  }[];
  paging: Paging;
  filter: { action: string; subject: string };
  actions: string[];
  /** `checkHref` where the trail is so long that it is checked only when asked for. */
  state: { chip: Chip; sentence: string; checkHref: string | null };
  csvHref: string;
}

export interface FieldGroup {
  legend: string;
  /** One that is `alone` has a line of its own. */
  fields: {
    name: string;
    label: string;
    hint: string;
    type: string;
    value: string;
    alone: boolean;
  }[];
}
