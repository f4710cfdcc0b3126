/** A colour as pages use it: text or a button in it, and what is written on the button. */
export interface Shade {
  brand: string;
  onBrand: string;
}

/** The grounds a shade stands on, and the ink on it, in light and in dark; as person.css has them. */
const schemes = {
  light: { grounds: ['#ffffff', '#f6f5f1'], onBrand: '#ffffff', step: -0.01 },
  dark: { grounds: ['#14181b', '#1d2327'], onBrand: '#0b1a22', step: 0.01 },
} as const;

/** WCAG 2.2, 1.4.6 Contrast (Enhanced). */
const enhanced = 7;

/**
 * The organisation's colour (`#rrggbb`) darkened for light pages and lightened for dark ones, no
 * more than it takes until every text reaches a contrast of 7:1.
 */
export function brandShades(colour: string): { light: Shade; dark: Shade } {
  return { light: shade(colour, schemes.light), dark: shade(colour, schemes.dark) };
}

/** Contrast of two colours by WCAG 2.2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function shade(colour: string, scheme: (typeof schemes)[keyof typeof schemes]): Shade {
  const { hue, saturation, lightness } = toHsl(colour);
  for (let at = lightness; at >= 0 && at <= 1; at += scheme.step) {
    const brand = toHex(hue, saturation, at);
    const against = [...scheme.grounds, scheme.onBrand];
    if (against.every((ground) => contrast(brand, ground) >= enhanced)) {
      return { brand, onBrand: scheme.onBrand };
    }
  }
  return { brand: scheme.step < 0 ? '#000000' : '#ffffff', onBrand: scheme.onBrand };
}

function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** Relative luminance by WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Hue in degrees, saturation and lightness from 0 to 1 (CSS Color 4, 7). */
function toHsl(colour: string): { hue: number; saturation: number; lightness: number } {
  const [red, green, blue] = channels(colour);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, range] = [(most + least) / 2, most - least];
  if (range === 0) return { hue: 0, saturation: 0, lightness };
  const saturation = range / (1 - Math.abs(2 * lightness - 1));
  const turn =
    most === red
      ? (green - blue) / range
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return { hue: (turn * 60 + 360) % 360, saturation, lightness };
}

function toHex(hue: number, saturation: number, lightness: number): string {
  const most = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const at = (offset + hue / 30) % 12;
    const value = lightness - most * Math.max(-1, Math.min(at - 3, 9 - at, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
