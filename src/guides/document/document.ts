/** A dialog as a phone shows it; `mark` is the number at the button to tap. */
export interface DialogDrawing {
  kind: 'dialog';
  lines: string[];
  buttons: { text: string; mark?: number }[];
  label: string;
}

/** Rows of a phone's settings; `mark` is the row to tap. */
export interface RowsDrawing {
  kind: 'rows';
  heading: string;
  rows: string[];
  mark: number;
  number: number;
  button: boolean;
  label: string;
}

export type Drawing = DialogDrawing | RowsDrawing;

/** One thing to do. */
export interface Step {
  text: string;
  drawing?: Drawing;
}

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'facts'; rows: [label: string, value: string][] }
  /** The QR code of the app with its address below. */
  | { kind: 'qr' }
  | { kind: 'steps'; steps: Step[] };

/** A chapter, or with `level` 2 a section of one. */
export interface Part {
  /** The same in every language and revision. */
  id: string;
  level: 1 | 2;
  /** As it is printed: `3.1`. */
  number: string;
  heading: string;
  blocks: Block[];
}

/** The guide in one language, without its number, date and QR code. */
export interface GuideDocument {
  title: string;
  audience: string;
  publisher: string;
  parts: Part[];
}
