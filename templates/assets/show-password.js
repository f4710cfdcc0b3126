const row = document.getElementById('show-password-row');
const field = document.getElementById('password');
row.hidden = false;
row.addEventListener('change', (event) => {
  field.type = event.target.checked ? 'text' : 'password';
});
// A password manager saves what a password field held.
field.form.addEventListener('submit', () => {
  field.type = 'password';
});
