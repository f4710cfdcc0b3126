import test, { type ExecutionContext } from 'ava';
import sharp from 'sharp';
import { drawSvg } from '../../../src/artifacts/android/icons/draw-svg.js';
import { type ApkOptions, buildApk } from '../../helpers/artifacts/apk.js';
import { android, element, writeBinaryXml, type XmlElement } from '../../helpers/artifacts/axml.js';
import { inspectBytes } from '../../helpers/inspect-bytes.js';

const iconPath = 'res/mipmap-anydpi-v26/ic_launcher.xml';

/** An APK whose only icon is this XML file. */
function withIcon(root: XmlElement, extra: ApkOptions = {}): Buffer {
  const data = writeBinaryXml(root);
  return buildApk({
    icon: {},
    adaptiveIcon: true,
    beforeSigning: (entries) =>
      entries.map((entry) => (entry.name === iconPath ? { ...entry, data } : entry)),
    ...extra,
  });
}

async function drawn(t: ExecutionContext, apk: Buffer) {
  const inspection = await inspectBytes(t, apk);
  if (!inspection.accepted) throw new Error(inspection.refusal.detail);
  return inspection.icon;
}

/** The colour of a point, given in shares of the side, as `rrggbbaa`. */
async function colorAt(icon: Uint8Array | null, x: number, y: number): Promise<string> {
  if (icon === null) return 'no icon';
  const { data, info } = await sharp(icon)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
  return data.subarray(at, at + 4).toString('hex');
}

const square = 'M0,0h10v10h-10z';
const path = (color: number, data = square) =>
  element('path', [android('fillColor', { color }), android('pathData', data)]);
const vector = (...children: XmlElement[]) =>
  element('vector', [android('viewportWidth', 100), android('viewportHeight', 100)], children);

test('a vector is drawn: paths, groups and their rotation', async (t) => {
  const turned = element(
    'group',
    [android('rotation', { float: 180 })],
    [path(0xff00ff00, 'M-100,-100h50v50h-50z')],
  );
  const icon = await drawn(t, withIcon(vector(path(0xffff0000, 'M0,0h50v50h-50z'), turned)));
  t.deepEqual(
    [
      await colorAt(icon, 0.25, 0.25),
      await colorAt(icon, 0.75, 0.75),
      await colorAt(icon, 0.75, 0.25),
    ],
    ['ff0000ff', '00ff00ff', '00000000'],
  );
});

test('an adaptive icon is its foreground over its background, cut to what phones show', async (t) => {
  const layer = (name: string, child: XmlElement) => element(name, [], [child]);
  const icon = await drawn(
    t,
    withIcon(
      element(
        'adaptive-icon',
        [],
        [
          layer('background', element('color', [android('color', { color: 0xff0000ff })])),
          layer(
            'foreground',
            vector(path(0xffffffff, 'M45,45h10v10h-10z'), path(0xffff0000, 'M0,0h10v10h-10z')),
          ),
        ],
      ),
    ),
  );
  t.is(await colorAt(icon, 0.5, 0.5), 'ffffffff');
  t.is(await colorAt(icon, 0.02, 0.02), '0000ffff', 'the margin does not show');
});

test('a linear gradient runs from colour to colour', async (t) => {
  const gradient = element('gradient', [
    android('startColor', { color: 0xffff0000 }),
    android('endColor', { color: 0xff0000ff }),
    android('angle', 0),
  ]);
  const icon = await drawn(t, withIcon(element('shape', [], [gradient])));
  t.regex(await colorAt(icon, 0.01, 0.5), /^f.000.ff$/);
  t.regex(await colorAt(icon, 0.99, 0.5), /^0.00f.ff$/);
});

test('a picture that does not end is given up, and its process with it', async (t) => {
  const curves = 'a9,9 0 119,9a9,9 0 11-9-9'.repeat(8000);
  const line = `<path d="M0,0${curves}" stroke="red" stroke-width="60"/>`;
  const start = performance.now();
  t.is(
    await drawSvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">${line}</svg>`, 200),
    null,
  );
  t.true(performance.now() - start < 10_000);
});

const undrawable: Record<string, XmlElement> = {
  'one colour throughout': vector(path(0xffff0000, 'M0,0h100v100h-100z')),
  'path data that is none': vector(path(0xffff0000, 'M0,0"/><image href="x"/>')),
  'an element nobody knows': vector(element('animation')),
  'a colour of the theme': vector(
    element('path', [android('fillColor', { reference: 0x01010435 }), android('pathData', square)]),
  ),
  'a drawable inside itself': element(
    'layer-list',
    [],
    [element('item', [android('drawable', { reference: 0x7f010000 })])],
  ),
  'more references than an icon needs': vector(
    path(0xffff0000),
    ...Array.from({ length: 201 }, (_, index) =>
      element('path', [android('pathData', { reference: 0x7f030000 + index })]),
    ),
  ),
  'more path data than an icon needs': vector(
    ...Array.from({ length: 20 }, () => path(0xffff0000, `M0,0${'h1v1'.repeat(5000)}`)),
  ),
};

for (const [what, root] of Object.entries(undrawable)) {
  test(`${what} gives no icon and no refusal`, async (t) => {
    const inspection = await inspectBytes(t, withIcon(root));
    t.true(inspection.accepted);
    t.is(inspection.artifact.icon, null);
    t.true(inspection.artifact.warnings?.some(({ code }) => code === 'no_icon'));
  });
}
