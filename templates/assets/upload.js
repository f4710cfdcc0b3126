// Sends a build in a way that survives: tus 1.0. What came before a pause, a cut, a closed tab or a
// dead server stays on the server for a week; the same file chosen again goes on from there.

const base = '/console/uploads';
const stalledMs = 30_000;
const longestWaitMs = 30_000;
const keptMs = 7 * 24 * 60 * 60 * 1000;
const form = document.getElementById('upload-form');
const texts = form.dataset;
const part = (name) => document.getElementById(`upload-${name}`);
const pauseButton = part('pause');

form.addEventListener('submit', (event) => {
  const [file] = form.elements.file.files;
  if (file === undefined) return;
  event.preventDefault();
  void send(file);
});

tellUnfinished();

async function send(file) {
  const run = { file, paused: false, failures: 0, request: null, wake: null };
  const key = `upload ${file.name} ${file.size} ${file.lastModified}`;
  begin(run);
  for (;;) {
    if (run.paused) await resumed(run);
    try {
      const id = await sendBytes(run, key);
      showReading();
      await build(id);
      return forget(key);
    } catch (error) {
      if (error.lost) forget(key);
      if (error.final) return fail(error.shown);
      if (!run.paused) await waitLonger(run);
    }
  }
}

/** Sends what lacks, and gives the upload's id when the server has all. */
async function sendBytes(run, key) {
  const { file } = run;
  let id = kept(key)?.id;
  const known = id === undefined ? undefined : await ask('GET', `${base}/${id}`);
  if (known?.status === 404 || known?.status === 410) {
    forget(key);
    id = undefined;
  }
  const offset = id === undefined ? 0 : Number(known.headers.get('Upload-Offset'));
  id ??= await create(file, key);
  if (offset < file.size) await append(run, id, offset);
  return id;
}

async function create(file, key) {
  const answer = await ask('POST', base, {
    'Upload-Length': String(file.size),
    'Upload-Metadata': `fileName ${base64(file.name)}`,
  });
  const id = answer.headers.get('Location').split('/').at(-1);
  localStorage.setItem(key, JSON.stringify({ id, name: file.name, at: Date.now() }));
  return id;
}

/** One request of the protocol. What passes is thrown plain, what does not as `final`. */
async function ask(method, path, headers = {}) {
  const answer = await fetch(path, {
    method,
    redirect: 'manual',
    headers: { ...common(), ...headers },
  });
  const isAnswer = answer.ok || answer.status === 404 || answer.status === 410;
  if (isAnswer && (method === 'GET' || answer.ok)) return answer;
  throw await refusal(answer.type === 'opaqueredirect' ? 401 : answer.status, () => answer.json());
}

function common() {
  return {
    Accept: 'application/json',
    'Tus-Resumable': '1.0.0',
    'X-CSRF': form.elements.csrf.value,
  };
}

async function refusal(status, document) {
  if (status === 401) return final(texts.signIn);
  const passes = [0, 409, 423, 408, 429].includes(status) || status >= 500;
  if (passes && status !== 507) return new Error(`status ${status}`);
  const { detail } = await Promise.resolve(document()).catch(() => ({}));
  return final(detail ?? texts.cut);
}

/** `shown`: a sentence, or what the page shows of it. */
function final(shown) {
  return Object.assign(new Error('refused'), { final: true, shown });
}

function append(run, id, offset) {
  const { file } = run;
  const request = new XMLHttpRequest();
  run.request = request;
  return new Promise((resolve, reject) => {
    let timer = 0;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), stalledMs);
    };
    const speed = speedometer();
    request.upload.addEventListener('progress', ({ loaded }) => {
      watch();
      run.failures = 0;
      showSent(offset + loaded, file.size, speed(offset + loaded));
    });
    request.upload.addEventListener('load', () => clearTimeout(timer));
    request.addEventListener('loadend', async () => {
      clearTimeout(timer);
      run.request = null;
      if (request.status >= 200 && request.status < 300) return resolve();
      reject(await refusal(request.status, () => JSON.parse(request.responseText)));
    });
    request.open('PATCH', `${base}/${id}`);
    for (const [name, value] of Object.entries(common())) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
    request.setRequestHeader('Upload-Offset', String(offset));
    watch();
    request.send(file.slice(offset));
  });
}

/** Asks for the build and goes on to its page. A refusal is thrown as the page tells it. */
async function build(id) {
  const fields = new FormData(form);
  fields.delete('file');
  const answer = await fetch(`${base}/${id}/build`, {
    method: 'POST',
    headers: { Accept: 'text/html' },
    body: new URLSearchParams(fields),
  });
  if (answer.status === 423 || answer.status === 503) throw new Error('busy');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const main = page.querySelector('main');
  if (answer.ok && main) return arrive(page, main, answer.url);
  const problems = page.getElementById('problems');
  const lost = answer.status === 410 || answer.status === 404;
  throw Object.assign(final(problems ?? main?.textContent ?? texts.cut), {
    lost: lost || problems,
  });
}

/** The server has sent the browser on to the passport. */
function arrive(page, main, address) {
  document.title = page.title;
  document.getElementById('main').replaceWith(document.adoptNode(main));
  history.pushState(null, '', address);
  addEventListener('popstate', () => location.reload());
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
  document.getElementById('main').focus();
  scrollTo(0, 0);
}

function begin(run) {
  document.getElementById('problems')?.remove();
  part('unfinished').hidden = true;
  part('progress').hidden = false;
  document.getElementById('upload').disabled = true;
  part('step').textContent = texts.sent;
  pauseButton.hidden = false;
  pauseButton.textContent = texts.pause;
  pauseButton.onclick = () => {
    run.paused = !run.paused;
    pauseButton.textContent = run.paused ? texts.resume : texts.pause;
    part('step').textContent = run.paused ? texts.paused : texts.sent;
    if (run.paused) run.request?.abort();
    run.wake?.();
  };
}

function resumed(run) {
  return new Promise((resolve) => {
    run.wake = resolve;
  });
}

async function waitLonger(run) {
  const most = Math.min(longestWaitMs, 500 * 2 ** run.failures);
  run.failures += 1;
  part('step').textContent = texts.waiting;
  await Promise.race([
    resumed(run),
    new Promise((resolve) => setTimeout(resolve, most * (0.5 + Math.random() / 2))),
  ]);
  if (!run.paused) part('step').textContent = texts.sent;
}

function showSent(sent, total, perSecond) {
  part('bar').value = Math.floor((sent / total) * 100);
  const numbers = [`${megabytes(sent)} / ${megabytes(total)} MB`];
  if (perSecond > 0) {
    numbers.push(`${megabytes(perSecond)} MB/s`);
    numbers.push(texts.left.replace('{time}', clock((total - sent) / perSecond)));
  }
  part('numbers').textContent = numbers.join(' · ');
}

function showReading() {
  part('step').textContent = texts.reading;
  part('bar').removeAttribute('value');
  pauseButton.hidden = true;
}

function fail(what) {
  part('progress').hidden = true;
  document.getElementById('upload').disabled = false;
  form.before(typeof what === 'string' ? problem(what) : document.adoptNode(what));
  const shown = document.getElementById('problems');
  shown.scrollIntoView({ block: 'center' });
  shown.focus();
}

function problem(text) {
  const box = document.createElement('div');
  box.className = 'problems';
  box.id = 'problems';
  box.tabIndex = -1;
  box.setAttribute('role', 'alert');
  box.textContent = text;
  return box;
}

/** What an earlier visit left: the same file goes on where it stopped. */
function tellUnfinished() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith('upload '));
  const left = keys.map((key) => ({ key, ...kept(key) }));
  for (const { key, at } of left) if (!(Date.now() - at < keptMs)) forget(key);
  const [latest] = left.filter(({ at }) => Date.now() - at < keptMs).sort((a, b) => b.at - a.at);
  if (latest === undefined) return;
  part('unfinished').textContent = texts.unfinished.replace('{name}', latest.name);
  part('unfinished').hidden = false;
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

function forget(key) {
  localStorage.removeItem(key);
}

/** Bytes a second over the last five seconds. */
function speedometer() {
  let notes = [];
  return (sent) => {
    const at = performance.now();
    notes = [...notes.filter((note) => at - note.at < 5000), { sent, at }];
    const seconds = (at - notes[0].at) / 1000;
    return seconds > 0 ? (sent - notes[0].sent) / seconds : 0;
  };
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** Minutes and seconds: 1:05. */
function clock(seconds) {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
