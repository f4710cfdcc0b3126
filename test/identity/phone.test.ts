import test from 'ava';
import { maskPhone, normalisePhone } from '../../src/identity/phone.js';

test('a Chinese mobile number is the same however it is written', (t) => {
  for (const text of ['13800138000', '138 0013 8000', '+86 138-0013-8000', '0086 13800138000']) {
    t.is(normalisePhone(text), '+8613800138000', text);
  }
});

test('a number of another country needs its country code', (t) => {
  t.is(normalisePhone('+44 7400 123456'), '+447400123456');
});

test('what cannot be a number is none', (t) => {
  for (const text of ['', '12', 'abc', '1380013800', '138001380000'])
    t.is(normalisePhone(text), null, text);
});

test('a masked number shows the first three digits and the last four', (t) => {
  t.is(maskPhone('+8613800138000'), '138 **** 8000');
  t.is(maskPhone('+85223456789'), '**** 6789');
});
