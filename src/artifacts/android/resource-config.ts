/** The qualifiers of one configuration that matter here (`ResTable_config`). */
export interface ResourceConfig {
  /** As aapt2 prints it: `''`, `de`, `zh-CN`, `sr-Latn`. */
  locale: string;
  /** Dots per inch; 0 where the configuration names none. */
  density: number;
  sdkVersion: number;
  /** Whether anything else is qualified: orientation, screen size, night mode, carrier. */
  isSpecial: boolean;
}

/** Density of vector and adaptive icons (`anydpi`), and of images that never scale (`nodpi`). */
export const anyDensity = 0xfffe;
const noDensity = 0xffff;

/** Reads a configuration of any size a tool has ever written: fields beyond its end are zero. */
export function readConfig(bytes: Buffer): ResourceConfig {
  const config = Buffer.alloc(64);
  bytes.copy(config, 0, 0, Math.min(bytes.readUInt32LE(0), bytes.length, config.length));
  const density = config.readUInt16LE(14);
  return {
    locale: readLocale(config),
    density: density === noDensity ? 0 : density,
    sdkVersion: config.readUInt16LE(24),
    isSpecial: isSpecial(config),
  };
}

function isSpecial(config: Buffer): boolean {
  const ranges = [
    [4, 8],
    [12, 14],
    [16, 24],
    [28, 36],
    [48, 50],
  ] as const;
  return ranges.some(([from, to]) => config.subarray(from, to).some((byte) => byte !== 0));
}

function readLocale(config: Buffer): string {
  const language = unpack(config.readUInt8(8), config.readUInt8(9), 'a');
  if (language === '') return '';
  const region = unpack(config.readUInt8(10), config.readUInt8(11), '0');
  const isScriptComputed = config.readUInt8(52) !== 0;
  const script = isScriptComputed ? '' : letters(config.subarray(36, 40));
  const variant = letters(config.subarray(40, 48));
  return [language, script, region, variant].filter((part) => part !== '').join('-');
}

/** Two letters as they are, or three packed into 15 bits from `base` when the high bit is set. */
function unpack(first: number, second: number, base: string): string {
  if (first === 0) return '';
  if ((first & 0x80) === 0) return letters(Buffer.of(first, second));
  const packed = [
    second & 0x1f,
    ((second & 0xe0) >> 5) | ((first & 0x03) << 3),
    (first & 0x7c) >> 2,
  ];
  return letters(Buffer.from(packed.map((value) => value + base.charCodeAt(0))));
}

function letters(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[^A-Za-z0-9]/g, '');
}
