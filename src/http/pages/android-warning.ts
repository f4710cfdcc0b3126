import type { TextKey } from '../../texts/translate.js';
import type { AndroidMake } from './device/makes.js';

/** The sheet a phone shows before it installs: what it says, what is ticked, which button is pressed. */
export interface WarningSheet {
  lines: readonly TextKey[];
  /** A gear in the top right corner, where the way on is behind it. */
  hasGear: boolean;
  tick: TextKey | null;
  /** From the top, or from the left where there is nothing to tick. */
  buttons: readonly TextKey[];
  /** Which of the buttons. */
  press: number;
}

/** What a make of phone warns of, in its words, and what to do step by step. */
export interface AndroidWarning {
  title: TextKey;
  steps: readonly TextKey[];
  sheet: WarningSheet;
}

/** The warning of this make; without one, the one every Android has. */
export function androidWarning(make: AndroidMake | null): AndroidWarning {
  return make === null ? anyPhone : byMake[make];
}

const risk = ['warning.risk.1', 'warning.risk.2'] as const;
const goOn = { lines: risk, hasGear: false, press: 0 } as const;
const buttons = ['warning.continue', 'warning.cancel'] as const;
const unknown = ['warning.unknown.1', 'warning.unknown.2'] as const;
const settings = ['warning.cancel', 'warning.settings'] as const;
const allowSource = { lines: unknown, hasGear: false, tick: null, buttons: settings, press: 1 };

const anyPhone: AndroidWarning = {
  title: 'warning.any.title',
  steps: ['warning.any.1', 'warning.any.2', 'warning.any.3'],
  sheet: allowSource,
};

const byMake: Record<AndroidMake, AndroidWarning> = {
  huawei: {
    title: 'warning.huawei.title',
    steps: ['warning.huawei.1', 'warning.huawei.2', 'warning.huawei.3', 'warning.huawei.4'],
    sheet: { ...goOn, tick: 'warning.huawei.tick', buttons },
  },
  honor: {
    title: 'warning.honor.title',
    steps: ['warning.huawei.1', 'warning.huawei.2', 'warning.huawei.3', 'warning.honor.4'],
    sheet: { ...goOn, tick: 'warning.huawei.tick', buttons },
  },
  xiaomi: {
    title: 'warning.xiaomi.title',
    steps: ['warning.xiaomi.1', 'warning.xiaomi.2', 'warning.xiaomi.3', 'warning.xiaomi.4'],
    sheet: {
      lines: ['warning.xiaomi.line.1', 'warning.xiaomi.line.2'],
      hasGear: true,
      tick: null,
      buttons: ['warning.xiaomi.once'],
      press: 0,
    },
  },
  oppo: {
    title: 'warning.oppo.title',
    steps: ['warning.oppo.1', 'warning.oppo.2', 'warning.oppo.3', 'warning.oppo.4'],
    sheet: { ...goOn, tick: 'warning.oppo.tick', buttons },
  },
  vivo: {
    title: 'warning.vivo.title',
    steps: ['warning.vivo.1', 'warning.vivo.2', 'warning.vivo.3', 'warning.vivo.4'],
    sheet: { ...goOn, tick: 'warning.vivo.tick', buttons },
  },
  samsung: {
    title: 'warning.samsung.title',
    steps: ['warning.samsung.1', 'warning.samsung.2', 'warning.samsung.3', 'warning.samsung.4'],
    sheet: allowSource,
  },
};
