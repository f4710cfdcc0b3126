import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runTool } from './debian-tools.js';
import type { Scope } from './scope.js';
import { freePort } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

/** Debian's own Python, which alone sees Debian's packages. */
export const python = '/usr/bin/python3';

export interface CasServer {
  url: string;
  user: string;
  password: string;
  stop(): Promise<void>;
}

/**
 * A real django-cas-server with one person, for services below `serviceUrl`. Its logout requests
 * trust the authority in `caFile`.
 */
export async function startCas(
  scope: Scope,
  serviceUrl: string,
  attributes: Record<string, string>,
  caFile = '/dev/null',
): Promise<CasServer> {
  const folder = await temporaryFolder(scope);
  const port = await freePort();
  const [user, password] = ['20010001', 'lantern-harbour-41'];
  await writeFile(join(folder, 'settings.py'), settings({ user, password, attributes }));
  await writeFile(join(folder, 'urls.py'), urls);
  await writeFile(join(folder, 'prepare.py'), prepare(serviceUrl, Object.keys(attributes)));
  const prepared = await runTool('env', `PYTHONPATH=${folder}`, python, join(folder, 'prepare.py'));
  if (!prepared.ok) throw new Error(prepared.output);
  const command = ['-m', 'django', 'runserver', '--noreload', `127.0.0.1:${port}`];
  const env = {
    PYTHONPATH: folder,
    DJANGO_SETTINGS_MODULE: 'settings',
    PATH: '/usr/bin',
    REQUESTS_CA_BUNDLE: caFile,
  };
  const child = spawn(python, command, { env, cwd: folder, stdio: 'ignore' });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  scope.teardown(stop);
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/login`);
  return { url, user, password, stop };
}

/** Whether the package is there. */
export async function haveCas(): Promise<boolean> {
  return (await runTool(python, '-c', 'import cas_server')).ok;
}

function settings(options: {
  user: string;
  password: string;
  attributes: Record<string, string>;
}): string {
  return `
import os
BASE = os.path.dirname(os.path.abspath(__file__))
SECRET_KEY = 'a test alone'
DEBUG = True
ALLOWED_HOSTS = ['*']
INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions',
  'django.contrib.messages', 'django.contrib.staticfiles', 'cas_server']
MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware',
  'django.middleware.locale.LocaleMiddleware', 'django.middleware.common.CommonMiddleware',
  'django.middleware.csrf.CsrfViewMiddleware',
  'django.contrib.auth.middleware.AuthenticationMiddleware',
  'django.contrib.messages.middleware.MessageMiddleware']
ROOT_URLCONF = 'urls'
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True,
  'OPTIONS': {'context_processors': ['django.template.context_processors.request',
    'django.contrib.auth.context_processors.auth',
    'django.contrib.messages.context_processors.messages']}}]
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE + '/cas.sqlite'}}
STATIC_URL = '/static/'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
CAS_AUTH_CLASS = 'cas_server.auth.TestAuthUser'
CAS_TEST_USER = ${JSON.stringify(options.user)}
CAS_TEST_PASSWORD = ${JSON.stringify(options.password)}
CAS_TEST_ATTRIBUTES = ${JSON.stringify(options.attributes)}
CAS_NEW_VERSION_HTML_WARNING = False
CAS_SHOW_SERVICE_MESSAGES = False
`;
}

const urls = `
from django.urls import include, re_path
urlpatterns = [re_path(r'^', include('cas_server.urls', namespace='cas_server'))]
`;

function prepare(serviceUrl: string, attributes: readonly string[]): string {
  return `
import os
os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
import django
django.setup()
from django.core.management import call_command
call_command('migrate', verbosity=0)
from cas_server.models import ServicePattern, ReplaceAttributName
pattern = ServicePattern.objects.create(pos=1, name='slipway', single_log_out=True,
  pattern='^' + ${JSON.stringify(serviceUrl)} + '/.*$')
for name in ${JSON.stringify(attributes)}:
  ReplaceAttributName.objects.create(name=name, service_pattern=pattern)
`;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await wait(100);
  }
  throw new Error(`nothing answers at ${url}`);
}
