import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runTool } from './debian-tools.js';
import type { Scope } from './scope.js';
import { freePort } from './server.js';
import { makeAuthority, rsaPair } from './server-certificates.js';
import { temporaryFolder } from './temporary-folder.js';

export interface LdapServer {
  url: string;
  secureUrl: string;
  /** A PEM file of the authority behind its certificate. */
  caFile: string;
  baseDn: string;
  bindDn: string;
  bindPassword: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Its process, for a test that makes it hang. */
  signal(name: NodeJS.Signals): void;
}

export interface LdapPerson {
  uid: string;
  cn: string;
  password: string;
  ou?: string;
  mobile?: readonly string[];
  /** The part of the tree, for two entries of one number. */
  under?: string;
}

const suffix = 'dc=example,dc=edu';

/** A real slapd with these people, a service account, and a group that holds `members`. */
export async function startLdap(
  scope: Scope,
  people: readonly LdapPerson[],
  options: { members?: readonly string[]; limits?: string } = {},
): Promise<LdapServer> {
  const folder = await temporaryFolder(scope);
  const [port, securePort] = [await freePort(), await freePort()];
  await mkdir(join(folder, 'data'));
  await writeCertificates(folder);
  const conf = join(folder, 'slapd.conf');
  await writeFile(conf, configuration(folder, options.limits ?? ''));
  const ldif = join(folder, 'people.ldif');
  await writeFile(ldif, entries(people, options.members ?? []));
  const added = await runTool('slapadd', '-f', conf, '-l', ldif, '-q');
  if (!added.ok) throw new Error(added.output);
  const [url, secureUrl] = [`ldap://localhost:${port}`, `ldaps://localhost:${securePort}`];
  const listen = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${securePort}`;
  let child = spawn('slapd', ['-f', conf, '-h', listen, '-d', '0'], { stdio: 'ignore' });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  scope.teardown(stop);
  await answers(port);
  return {
    url,
    secureUrl,
    caFile: join(folder, 'ca.pem'),
    baseDn: suffix,
    bindDn: `cn=slipway,${suffix}`,
    bindPassword: 'service-password',
    stop,
    async start() {
      child = spawn('slapd', ['-f', conf, '-h', listen, '-d', '0'], { stdio: 'ignore' });
      await answers(port);
    },
    signal: (name) => void child.kill(name),
  };
}

async function writeCertificates(folder: string): Promise<void> {
  const authority = await makeAuthority('Test directory');
  const { cert, key } = await rsaPair(authority, ['localhost']);
  await writeFile(join(folder, 'ca.pem'), authority.pem);
  await writeFile(join(folder, 'server.pem'), cert);
  await writeFile(join(folder, 'server.key'), key);
}

function configuration(folder: string, limits: string): string {
  return `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile ${folder}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCACertificateFile ${folder}/ca.pem
TLSCertificateFile ${folder}/server.pem
TLSCertificateKeyFile ${folder}/server.key
database mdb
suffix "${suffix}"
rootdn "cn=root,${suffix}"
directory ${folder}/data
${limits}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=slipway,${suffix}" read by * none
`;
}

function entries(people: readonly LdapPerson[], members: readonly string[]): string {
  const units = [...new Set(people.map(({ under = 'people' }) => under))];
  const top = [
    `dn: ${suffix}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n`,
    ...units.map((ou) => `dn: ou=${ou},${suffix}\nobjectClass: organizationalUnit\nou: ${ou}\n`),
    `dn: cn=slipway,${suffix}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: slipway\nuserPassword: service-password\n`,
  ];
  const entry = ({ uid, cn, password, ou = '图书馆', mobile = [], under = 'people' }: LdapPerson) =>
    [
      `dn: uid=${uid},ou=${under},${suffix}`,
      'objectClass: inetOrgPerson',
      `uid: ${uid}`,
      text('cn', cn),
      text('sn', cn),
      text('ou', ou),
      ...mobile.map((number) => text('mobile', number)),
      text('userPassword', password),
      '',
    ].join('\n');
  const group =
    members.length === 0
      ? []
      : [
          `dn: cn=app,${suffix}`,
          'objectClass: groupOfNames',
          'cn: app',
          ...members.map((uid) => `member: uid=${uid},ou=people,${suffix}`),
          '',
        ];
  return [...top, ...people.map(entry), group.join('\n')].join('\n');
}

/** RFC 2849: what is not plain ASCII stands in base64. */
function text(attribute: string, value: string): string {
  return `${attribute}:: ${Buffer.from(value).toString('base64')}`;
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return;
    await wait(50);
  }
  throw new Error(`nothing answers on port ${port}`);
}
