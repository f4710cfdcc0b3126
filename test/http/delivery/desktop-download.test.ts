import test from 'ava';
import { installLinks } from '../../../src/delivery/links.js';
import { publishRelease } from '../../../src/releases/publish.js';
import { buildExe } from '../../helpers/artifacts/authenticode.js';
import { buildDmg } from '../../helpers/artifacts/dmg.js';
import { buildMacApp } from '../../helpers/artifacts/mac-app.js';
import { buildMsi } from '../../helpers/artifacts/msi.js';
import { buildMsix } from '../../helpers/artifacts/msix.js';
import { buildPkg } from '../../helpers/artifacts/pkg.js';
import { registerPerson } from '../../helpers/people.js';
import { ingestBytes } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let userId: number;

test.before(async () => {
  server = await startServer(scope);
  userId = (await registerPerson(server, { number: '20010001', phone: '13800138000' })).id;
});

const kinds = [
  ['exe', buildExe, '1.2.3', 'application/vnd.microsoft.portable-executable'],
  ['msi', buildMsi, '1.2.3', 'application/x-msi'],
  ['msix', buildMsix, '1.2.3.0', 'application/msix'],
  ['pkg', buildPkg, '1.2.3', 'application/octet-stream'],
  ['zip', otherMacApp, '1.2.3', 'application/zip'],
  ['dmg', otherImage, '1.2.3', 'application/x-apple-diskimage'],
] as const;

/** A package and a zipped app of one identifier and version are one build. */
function otherMacApp(): Buffer {
  return buildMacApp({ infoPlistKeys: { CFBundleIdentifier: 'cn.example.other' } });
}

function otherImage(): Buffer {
  return buildDmg({ infoPlistKeys: { CFBundleIdentifier: 'cn.example.third' } });
}

for (const [extension, builder, version, type] of kinds) {
  test(`an uploaded .${extension} comes down as one, byte by byte`, async (t) => {
    const bytes = builder();
    const app = `desktop-${extension}`;
    const { build } = await ingestBytes(server, bytes, { fileName: 'any name', app });
    t.true(build.fileKey.endsWith(`.${extension}`));
    const input = { channel: 'production', notes: '', confirm: [], actor: 'operator' };
    const { services } = server;
    const release = await publishRelease(services, { ...input, buildId: build.id }, services.now());
    const released = await services.releasedBuilds.get(release.id);
    const { url } = installLinks(services.links, released, userId, services.now());
    const answer = await server.client().get(new URL(url).pathname);
    t.true(answer.body.equals(bytes));
    t.is(answer.headers['content-type'], type);
    const name = `${app}-${version}.${extension}`;
    t.is(answer.headers['content-disposition'], `attachment; filename="${name}"`);
  });
}
