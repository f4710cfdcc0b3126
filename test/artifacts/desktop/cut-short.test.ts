import test from 'ava';
import { buildExe } from '../../helpers/artifacts/authenticode.js';
import { buildDmg } from '../../helpers/artifacts/dmg.js';
import { buildMacApp } from '../../helpers/artifacts/mac-app.js';
import { buildMsi } from '../../helpers/artifacts/msi.js';
import { buildMsix } from '../../helpers/artifacts/msix.js';
import { buildPkg } from '../../helpers/artifacts/pkg.js';
import { refusalCode } from '../../helpers/inspect-bytes.js';

const builds = {
  exe: buildExe,
  msi: buildMsi,
  msix: buildMsix,
  pkg: buildPkg,
  app: buildMacApp,
  dmg: buildDmg,
};

for (const [kind, build] of Object.entries(builds)) {
  test(`a signed ${kind} that is cut short anywhere is refused`, async (t) => {
    const whole = build();
    for (let part = 0; part < 40; part += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 40));
      t.not(await refusalCode(t, cut), null, `${part}/40`);
    }
  });
}
