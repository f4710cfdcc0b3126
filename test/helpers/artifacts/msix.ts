import { createHash } from 'node:crypto';
import { type AuthenticodeOptions, authenticode } from './authenticode.js';
import { drawIcon } from './png.js';
import { sampleApp } from './sample-app.js';
import { endOfDirectory, layOutZip, writeZip, type ZipEntry } from './zip.js';

export interface MsixOptions {
  name?: string;
  publisher?: string;
  version?: string;
  displayName?: string;
  architecture?: string;
  /** In place of the whole manifest. */
  manifest?: string;
  /** Beside manifest, logo and program. */
  files?: Readonly<Record<string, Buffer>>;
  /** `null` leaves the package unsigned. */
  signature?: AuthenticodeOptions | null;
  defects?: MsixDefects;
}

export interface MsixDefects {
  /** A file's bytes after the block map was made, by its name. */
  changed?: Readonly<Record<string, Buffer>>;
  /** Files that the block map names and the archive lacks. */
  lost?: readonly string[];
  /** Files that the block map does not name. */
  added?: Readonly<Record<string, Buffer>>;
  /** Changed after signing. */
  blockMap?(xml: string): string;
  contentTypes?(xml: string): string;
  /** Stands behind the signature. */
  behindSignature?: ZipEntry;
}

const blockSize = 65_536;
const contentTypes =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="exe" ContentType="application/x-msdownload"/><Override PartName="/AppxManifest.xml" ContentType="application/vnd.ms-appx.manifest+xml"/><Override PartName="/AppxBlockMap.xml" ContentType="application/vnd.ms-appx.blockmap+xml"/><Override PartName="/AppxSignature.p7x" ContentType="application/vnd.ms-appx.signature"/></Types>';

/** An MSIX: manifest, logo, program, block map, content types, and the signature as the last entry. */
export function buildMsix(options: MsixOptions = {}): Buffer {
  const { defects = {} } = options;
  const files = new Map<string, Buffer>([
    ['AppxManifest.xml', Buffer.from(options.manifest ?? appxManifest(options))],
    ['Assets/Logo.scale-100.png', drawIcon({ size: 50 })],
    ['Assets/Logo.scale-200.png', drawIcon({ size: 100 })],
    ['Campus%20App.exe', Buffer.alloc(3 * blockSize + 5, 'campus')],
    ...Object.entries(options.files ?? {}),
  ]);
  const map = blockMap(files);
  for (const [name, data] of Object.entries({ ...defects.changed, ...defects.added }))
    files.set(name, data);
  for (const name of defects.lost ?? []) files.delete(name);
  const entries = entriesOf(files, map, contentTypes);
  if (options.signature === null) return writeZip(entries);
  const message = authenticode(digestsOf(entries), 'package', options.signature);
  const signature = {
    name: 'AppxSignature.p7x',
    data: Buffer.concat([Buffer.from('PKCX'), message]),
  };
  const shipped = entriesOf(
    files,
    defects.blockMap?.(map) ?? map,
    defects.contentTypes?.(contentTypes) ?? contentTypes,
  );
  const behind = defects.behindSignature;
  return writeZip([...shipped, signature, ...(behind ? [behind] : [])]);
}

function entriesOf(files: ReadonlyMap<string, Buffer>, map: string, types: string): ZipEntry[] {
  return [
    ...[...files].map(([name, data]) => ({ name, data })),
    { name: 'AppxBlockMap.xml', data: Buffer.from(map) },
    { name: '[Content_Types].xml', data: Buffer.from(types) },
  ];
}

/** APPX, then each part's tag and hash. */
function digestsOf(entries: readonly ZipEntry[]): Buffer {
  const parts = layOutZip(entries);
  const dataOf = (name: string) =>
    entries.find((entry) => entry.name === name)?.data ?? Buffer.alloc(0);
  const end = endOfDirectory(parts, parts.entries.length);
  const hashed = {
    AXPC: parts.entries,
    AXCD: Buffer.concat([parts.directory, end]),
    AXCT: dataOf('[Content_Types].xml'),
    AXBM: dataOf('AppxBlockMap.xml'),
  };
  const digests = Object.entries(hashed).flatMap(([tag, bytes]) => [
    Buffer.from(tag),
    createHash('sha256').update(bytes).digest(),
  ]);
  return Buffer.concat([Buffer.from('APPX'), ...digests]);
}

function blockMap(files: ReadonlyMap<string, Buffer>): string {
  const elements = [...files].map(([name, data]) => {
    const blocks: string[] = [];
    for (let at = 0; at < data.length; at += blockSize) {
      const hash = createHash('sha256')
        .update(data.subarray(at, at + blockSize))
        .digest('base64');
      blocks.push(`<Block Hash="${hash}"/>`);
    }
    const shown = decodeURIComponent(name).replaceAll('/', '\\');
    return `<File Name="${shown}" Size="${data.length}" LfhSize="${30 + name.length}">${blocks.join('')}</File>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?><BlockMap xmlns="http://schemas.microsoft.com/appx/2010/blockmap" HashMethod="http://www.w3.org/2001/04/xmlenc#sha256">${elements.join('')}</BlockMap>`;
}

function appxManifest(options: MsixOptions): string {
  const publisher = `CN=${sampleApp.organisation}, O=${sampleApp.organisation}, C=CN`;
  return `<?xml version="1.0" encoding="utf-8"?>
<Package xmlns="http://schemas.microsoft.com/appx/manifest/foundation/windows10" xmlns:uap="http://schemas.microsoft.com/appx/manifest/uap/windows10">
  <!-- written by a test -->
  <Identity Name="${options.name ?? 'Example.Campus'}" Publisher="${options.publisher ?? publisher}" Version="${options.version ?? '1.2.3.0'}" ProcessorArchitecture="${options.architecture ?? 'x64'}"/>
  <Properties><DisplayName>${options.displayName ?? sampleApp.name}</DisplayName><PublisherDisplayName>${sampleApp.organisation}</PublisherDisplayName><Logo>Assets\\Logo.png</Logo></Properties>
  <Dependencies><TargetDeviceFamily Name="Windows.Desktop" MinVersion="10.0.17763.0" MaxVersionTested="10.0.22621.0"/></Dependencies>
  <Applications><Application Id="App" Executable="Campus App.exe" EntryPoint="Windows.FullTrustApplication"><uap:VisualElements DisplayName="x" Square150x150Logo="Assets\\None.png" Square44x44Logo="Assets\\Logo.png"/></Application></Applications>
</Package>`;
}
