// Looks whether the other screen went on. Without scripts the button does the same.
const shown = document.getElementById('now');
const often = 4000;
const long = 60 * 60 * 1000;
const since = Date.now();
const timer = setInterval(async () => {
  if (document.hidden) return;
  if (Date.now() - since > long) clearInterval(timer);
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const step = page.getElementById('now')?.dataset.step;
    const number = page.getElementById('number')?.textContent;
    const same =
      step === shown.dataset.step && number === shown.querySelector('#number')?.textContent;
    if (!same) location.reload();
  } catch {
    // No network for a moment; the next look may have it.
  }
}, often);
