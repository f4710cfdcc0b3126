import test from 'ava';
import { csvLine } from '../../src/http/csv.js';

test('cells are quoted where they must be', (t) => {
  t.is(csvLine(['a', 'b c', 'd,e', 'f"g', 'h\ni', '']), 'a,b c,"d,e","f""g","h\ni",\r\n');
});

test('no cell is a formula to a spreadsheet', (t) => {
  for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '＋1', '－1', '＠A1']) {
    t.regex(csvLine([cell]), /^"?'/, cell);
  }
  t.is(csvLine(['1-1', 'a=b']), '1-1,a=b\r\n');
});
