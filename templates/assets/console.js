// Makes better what already works without it: copies commands, shows how an upload goes.

for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (button === null) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
});

document.getElementById('problems')?.focus();

document.addEventListener('submit', (event) => {
  if (event.target.id !== 'upload-form') return;
  event.preventDefault();
  send(event.target);
});

function send(form) {
  const fields = new FormData(form);
  const request = new XMLHttpRequest();
  const progress = watch(form);
  request.upload.addEventListener('progress', ({ loaded, total }) => progress.sent(loaded, total));
  request.upload.addEventListener('load', () => progress.reading());
  request.addEventListener('error', () => progress.failed(form.dataset.cut));
  request.addEventListener('load', () => arrive(form, request, progress));
  request.open('POST', form.action);
  request.responseType = 'document';
  request.setRequestHeader('X-CSRF', fields.get('csrf'));
  request.setRequestHeader('Accept', 'text/html');
  request.send(fields);
}

/** The server has sent the browser on to the passport; a refusal is told here, and the file stays chosen. */
function arrive(form, request, progress) {
  const page = request.response;
  const main = page?.querySelector('main');
  if (!main) return progress.failed(form.dataset.cut);
  const problems = page.getElementById('problems');
  if (request.status >= 400) return progress.failed(problems ?? main.textContent);
  document.title = page.title;
  document.getElementById('main').replaceWith(document.adoptNode(main));
  history.pushState(null, '', request.responseURL);
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
  document.getElementById('main').focus();
  scrollTo(0, 0);
}

addEventListener('popstate', () => location.reload());

function watch(form) {
  const panel = document.getElementById('upload-progress');
  const [step, bar, numbers] = ['step', 'bar', 'numbers'].map((name) =>
    document.getElementById(`upload-${name}`),
  );
  const button = document.getElementById('upload');
  const started = performance.now();
  document.getElementById('problems')?.remove();
  panel.hidden = false;
  button.disabled = true;
  step.textContent = form.dataset.sent;
  return {
    sent(loaded, total) {
      const perSecond = loaded / ((performance.now() - started) / 1000);
      bar.value = Math.floor((loaded / total) * 100);
      if (perSecond === 0) return;
      numbers.textContent = [
        `${megabytes(loaded)} / ${megabytes(total)} MB`,
        `${megabytes(perSecond)} MB/s`,
        form.dataset.left.replace('{time}', clock((total - loaded) / perSecond)),
      ].join(' · ');
    },
    reading() {
      step.textContent = form.dataset.reading;
      bar.removeAttribute('value');
    },
    failed(what) {
      panel.hidden = true;
      button.disabled = false;
      form.before(typeof what === 'string' ? problem(what) : document.adoptNode(what));
      const shown = document.getElementById('problems');
      shown.scrollIntoView({ block: 'center' });
      shown.focus();
    },
  };
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

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** Minutes and seconds: 1:05. */
function clock(seconds) {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
