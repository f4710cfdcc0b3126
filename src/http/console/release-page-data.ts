import type { Chip, Link, Moment } from './page-data.js';

/** Who holds a build. */
export interface HolderRow {
  name: string;
  href: string | null;
  number: string;
  at: Moment;
  /** What they have had since; null where they hold it still. */
  since: Link | null;
}

export interface RequestRow {
  id: number;
  build: Link;
  channel: string;
  notes: string;
  percent: string;
  state: Chip;
  failure: string;
  scheduled: Moment | null;
  requested: Moment;
  by: string;
  decidedBy: string;
  mayApprove: boolean;
  mayRefuse: boolean;
}

export interface ChannelRow {
  name: string;
  href: string;
  audience: string;
  needsApproval: boolean;
}
