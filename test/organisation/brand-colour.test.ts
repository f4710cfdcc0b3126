import test from 'ava';
import { brandShades, contrast } from '../../src/organisation/brand-colour.js';

test('black on white has the contrast that WCAG names, and a colour on itself none', (t) => {
  t.is(contrast('#000000', '#ffffff'), 21);
  t.is(contrast('#777777', '#777777'), 1);
  t.is(contrast('#ffffff', '#767676').toFixed(2), '4.54');
});

test('every colour becomes a shade that reads at 7:1 in light and in dark', (t) => {
  for (let red = 0; red <= 255; red += 51) {
    for (let green = 0; green <= 255; green += 51) {
      for (let blue = 0; blue <= 255; blue += 51) {
        const colour = `#${[red, green, blue].map((one) => one.toString(16).padStart(2, '0')).join('')}`;
        const { light, dark } = brandShades(colour);
        for (const ground of ['#ffffff', '#f6f5f1', light.onBrand]) {
          t.true(contrast(light.brand, ground) >= 7, `${colour} light ${light.brand} on ${ground}`);
        }
        for (const ground of ['#14181b', '#1d2327', dark.onBrand]) {
          t.true(contrast(dark.brand, ground) >= 7, `${colour} dark ${dark.brand} on ${ground}`);
        }
      }
    }
  }
});

test('a colour that reads well already stays as it is', (t) => {
  t.is(brandShades('#0a4d68').light.brand, '#0a4d68');
  t.is(brandShades('#9fd3ea').dark.brand, '#9fd3ea');
});

test('a colour that is darkened keeps its hue', (t) => {
  t.regex(brandShades('#ff0000').light.brand, /^#[0-9a-f]{2}0000$/);
});
