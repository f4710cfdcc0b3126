import type { BuildRow, Chip, Option } from './page-data.js';

export interface DifferenceLine {
  chip: Chip;
  text: string;
  /** Before and after, where a value changed. */
  values: { older: string; newer: string } | null;
}

export interface DifferenceGroup {
  title: string;
  lines: DifferenceLine[];
}

/** Two builds side by side. */
export interface ComparePage {
  newer: BuildRow;
  older: BuildRow;
  isSameApp: boolean;
  /** What the update would ask of people; empty where nothing. */
  effects: string[];
  signer: string;
  facts: { term: string; older: string; newer: string; isChanged: boolean; code: boolean }[];
  differences: DifferenceGroup[];
  /** What is the same in both, by title. */
  unchanged: string[];
  sizes: { part: string; older: string; newer: string; grown: string; isTotal: boolean }[];
  swapHref: string;
  chooseHref: string;
  otherId: string;
  others: Option[];
}
