import test from 'ava';
import { parseRoster } from '../../src/identity/roster-csv.js';

const header = 'number,name,department,phone,password,activation_code\n';
const row = '20010001,张三丰,物理系,13800138000,correct-horse,\n';

test('UTF-8 with and without a BOM and GB18030 read alike', (t) => {
  const gb18030 = Buffer.concat([
    Buffer.from(`${header}20010001,`),
    Buffer.from([0xd5, 0xc5, 0xc8, 0xfd, 0xb7, 0xe1]),
    Buffer.from(','),
    Buffer.from([0xce, 0xef, 0xc0, 0xed, 0xcf, 0xb5]),
    Buffer.from(',13800138000,correct-horse,\n'),
  ]);
  for (const bytes of [Buffer.from(header + row), Buffer.from(`\uFEFF${header}${row}`), gb18030]) {
    const [first] = parseRoster(bytes).rows;
    t.is(first?.name, '张三丰');
    t.is(first?.department, '物理系');
    t.is(first?.phone, '+8613800138000');
  }
});

test('an unknown column and an impossible phone are warned of, and the row stays', (t) => {
  const { rows, warnings } = parseRoster(Buffer.from('number,name,phone,shoe_size\n1,A,99,44\n'));
  t.is(rows.length, 1);
  t.is(rows[0]?.phone, null);
  t.is(warnings.length, 2);
});

test('every line at fault is named at once', (t) => {
  const csv = 'number,name\n1,A\n,B\n1,C\n4,\n';
  const error = t.throws(() => parseRoster(Buffer.from(csv)), { code: 'invalid_request' });
  t.regex(error?.message ?? '', /line 3: no number/);
  t.regex(error?.message ?? '', /line 4: number 1 stands on line 2 too/);
  t.regex(error?.message ?? '', /line 5: no name/);
});

test('a file without the columns that must be is refused with the header it should have', (t) => {
  const error = t.throws(() => parseRoster(Buffer.from('id,fullname\n1,A\n')));
  t.regex(
    error?.message ?? '',
    /number, name.*number,name,department,phone,password,activation_code/,
  );
});

test('an activation code is the same in any case, with and without dashes', (t) => {
  const { rows } = parseRoster(Buffer.from(`${header}1,A,,,,abcd-1234\n`));
  t.is(rows[0]?.activationCode, 'ABCD1234');
});
