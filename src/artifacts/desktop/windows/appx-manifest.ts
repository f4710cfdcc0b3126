import { z } from 'zod';
import { elementAt, readXml, type XmlElement } from '../../../xml/tree.js';
import { decodeText } from '../../apple/property-list.js';

const text = z.string().max(2000);

const schema = z.object({
  name: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9.-]+$/),
  publisher: text.min(1),
  version: z.string().regex(/^\d{1,5}(\.\d{1,5}){3}$/),
  architecture: z.string().max(20).optional(),
  displayName: text.optional(),
  minimumVersion: z
    .string()
    .regex(/^\d+(\.\d+){0,3}$/)
    .optional(),
  logos: z.array(text).max(50),
});

/** What the manifest of an MSIX says of its app. */
export type AppxManifest = z.output<typeof schema>;

/** Reads `AppxManifest.xml` (package manifest schema). Throws where it is damaged or lacks its identity. */
export function readAppxManifest(bytes: Buffer): AppxManifest {
  const root = readXml(decodeText(bytes));
  if (root.name !== 'Package') throw new RangeError('no package manifest');
  const identity = elementAt(root, 'Identity')?.attributes;
  const family = elementAt(root, 'Dependencies', 'TargetDeviceFamily')?.attributes;
  return schema.parse({
    name: identity?.get('Name'),
    publisher: identity?.get('Publisher'),
    version: identity?.get('Version'),
    architecture: identity?.get('ProcessorArchitecture'),
    displayName: elementAt(root, 'Properties', 'DisplayName')?.text.trim(),
    minimumVersion: family?.get('MinVersion'),
    logos: logosOf(root),
  });
}

/** The square logo of the first app, else the one for the store. */
function logosOf(root: XmlElement): string[] {
  const visual = elementAt(root, 'Applications', 'Application', 'VisualElements')?.attributes;
  const names = [visual?.get('Square150x150Logo'), visual?.get('Square44x44Logo')];
  return [...names, elementAt(root, 'Properties', 'Logo')?.text.trim()].filter(
    (name): name is string => name !== undefined && name !== '',
  );
}
