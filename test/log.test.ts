import test from 'ava';
import { UniqueConstraintError } from 'sequelize';
import { AppError } from '../src/errors.js';
import { createLogger, loggablePath } from '../src/log.js';

test('an error is logged without the statement, its values and the row', (t) => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  const phone = '+8613800138000';
  const parent = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    detail: `Key (phone)=(${phone}) already exists.`,
    sql: `INSERT INTO registrations VALUES ('${phone}')`,
    parameters: [phone],
  });
  const cause = new UniqueConstraintError({ parent, fields: { phone } });
  log.error({ err: new AppError('phone_taken', 'This phone is taken.', { cause }) }, 'refused');
  log.error({ err: cause }, 'refused');
  t.false(lines.join('').includes('138000'), lines.join(''));
  t.like(JSON.parse(lines[1] ?? ''), {
    err: { type: 'UniqueConstraintError', errorCode: '23505' },
  });
  t.regex(JSON.parse(lines[0] ?? '').err.stack, /phone is taken[\s\S]*log\.test/);
});

test('a ticket is cut out of a path, also out of one that is written wrong', (t) => {
  const ticket = 'v1.AbA8diX7.eyJyIjoyLCJ1IjoxfQ.pc50e2jCkWjojNPNtpqZxm-AQslscHFKcd8DT69x_P0';
  for (const path of [
    `/d/${ticket}/manifest.plist`,
    `//d/${ticket}/x`,
    `/D/${ticket}`,
    `/${ticket}`,
  ]) {
    t.false(loggablePath(path).includes('eyJ'), path);
  }
  t.is(loggablePath('/a/campus'), '/a/campus');
});
