import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateSettings, loadServerCertificate } from './load-server-certificate.js';
import { loadOperatorCertificate } from './operator-certificate.js';
import { type ServerCertificate, unusable } from './server-certificate.js';
import { serverNames } from './server-names.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface CertificateWatch {
  /** Looks now; resolves when the look is over. */
  check(): Promise<void>;
  /** No look begins after this; resolves when none is under way. */
  stop(): Promise<void>;
}

/**
 * Looks every `intervalMs` (a minute) whether the operator's files or the machine's names changed
 * or a new day began, and if so loads the certificate again; `onChange` gets a different one, for
 * `server.setSecureContext`. A pair that cannot be used goes to `onError`, once until its files
 * change again, and what is being served stays. Looks at the files' status instead of `fs.watch`,
 * which misses changes behind symbolic links (certbot, Kubernetes) and on network file systems.
 */
export function watchServerCertificate(
  options: CertificateSettings & {
    current: ServerCertificate;
    onChange: (certificate: ServerCertificate) => void;
    onError: (error: unknown) => void;
    intervalMs?: number;
    now?: () => Date;
  },
): CertificateWatch {
  const now = options.now ?? (() => new Date());
  let current = options.current;
  let seen: string | undefined;

  const look = async () => {
    try {
      const state = await stateOf(options, now());
      if (state === seen) return;
      seen = state;
      const loaded = await reload(current, { ...options, now: now() });
      if (loaded.cert === current.cert && loaded.key === current.key) return;
      options.onChange(loaded);
      current = loaded;
    } catch (error) {
      options.onError(error);
    }
  };

  let last = Promise.resolve();
  const check = () => {
    last = last.then(look);
    return last;
  };
  const timer = setInterval(() => void check(), options.intervalMs ?? MINUTE_MS).unref();
  return {
    check,
    stop: () => {
      clearInterval(timer);
      return last;
    },
  };
}

/** Everything on which the right certificate depends, as one comparable text. */
async function stateOf(settings: CertificateSettings, now: Date): Promise<string> {
  const files = ['server.pem', 'server.key'].map(async (name) => {
    const status = await stat(join(settings.certsDir, name)).catch(() => undefined);
    return status === undefined ? '' : `${status.ino} ${status.size} ${status.mtimeMs}`;
  });
  const day = Math.floor(now.getTime() / DAY_MS);
  return JSON.stringify([await Promise.all(files), serverNames(settings.hostNames), day]);
}

/** Operator's files that vanish while the server runs are more likely being replaced than given up. */
async function reload(
  current: ServerCertificate,
  settings: CertificateSettings & { now: Date },
): Promise<ServerCertificate> {
  if (current.source === 'local') return loadServerCertificate(settings);
  const loaded = await loadOperatorCertificate(settings);
  if (loaded !== undefined) return loaded;
  const file = join(settings.certsDir, 'server.pem');
  throw unusable(`${file} is gone: the one loaded before is served until a restart.`, file);
}
