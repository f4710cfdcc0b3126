import { z } from 'zod';
import { elementAt, elementsOf, readXml, type XmlElement } from '../../../xml/tree.js';

const identifier = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9._-]+$/);
const version = z.string().min(1).max(200);

const infoSchema = z.object({
  identifier,
  version,
  apps: z.array(
    z.object({
      identifier,
      shortVersion: z.string().max(200).optional(),
      version,
      path: z.string().max(1000),
    }),
  ),
});

const distributionSchema = z.object({
  title: z.string().max(500).optional(),
  product: z.object({ identifier, version }).optional(),
  minimumOs: z
    .string()
    .regex(/^\d+(\.\d+)*$/)
    .optional(),
  architectures: z.array(z.string().max(20)).max(10),
});

/** `PackageInfo` of one component: the package's own identity, and those of the apps it installs. */
export type PackageInfo = z.output<typeof infoSchema>;
/** `Distribution` of a product archive (Distribution Definition, Apple). */
export type Distribution = z.output<typeof distributionSchema>;

/** Reads a component's `PackageInfo`. Throws where it is damaged or names no package. */
export function readPackageInfo(bytes: Buffer): PackageInfo {
  const root = readXml(bytes.toString('utf8'));
  if (root.name !== 'pkg-info') throw new RangeError('no package information');
  return infoSchema.parse({
    identifier: root.attributes.get('identifier'),
    version: root.attributes.get('version'),
    apps: elementsOf(root, 'bundle').filter(isApp).map(appOf),
  });
}

/** An app of its own, and none inside another one. */
function isApp({ attributes }: XmlElement): boolean {
  const path = attributes.get('path') ?? '';
  return path.endsWith('.app') && !path.includes('.app/') && attributes.has('CFBundleVersion');
}

function appOf({ attributes }: XmlElement) {
  return {
    identifier: attributes.get('id'),
    shortVersion: attributes.get('CFBundleShortVersionString'),
    version: attributes.get('CFBundleVersion'),
    path: attributes.get('path'),
  };
}

/** Reads `Distribution`. Its scripts are not run. Throws where it is damaged. */
export function readDistribution(bytes: Buffer): Distribution {
  const root = readXml(bytes.toString('utf8'));
  const product = elementAt(root, 'product')?.attributes;
  const allowed = ['volume-check', 'installation-check'].map((name) =>
    elementAt(root, name, 'allowed-os-versions', 'os-version')?.attributes.get('min'),
  );
  const architectures = elementAt(root, 'options')?.attributes.get('hostArchitectures') ?? '';
  return distributionSchema.parse({
    title: elementAt(root, 'title')?.text.trim() || undefined,
    product: product?.has('id')
      ? { identifier: product.get('id'), version: product.get('version') }
      : undefined,
    minimumOs: allowed.find((min) => min !== undefined),
    architectures: architectures.split(',').filter((name) => name !== ''),
  });
}
