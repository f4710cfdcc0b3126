import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createPdfPrinter } from '../../src/guides/print-pdf.js';
import { LocalStore } from '../../src/storage/local-store.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

test('of many who ask while the browser is slow most are sent away, not kept', async (t) => {
  const folder = await temporaryFolder(t);
  const executable = join(folder, 'slow');
  await writeFile(executable, '#!/bin/sh\nsleep 0.1\nexit 1\n');
  await chmod(executable, 0o755);
  const store = new LocalStore(folder);
  const print = createPdfPrinter({ executable, store });
  if (print === null) return t.fail();
  const asked = Array.from({ length: 20 }, (_, index) => print(`<p>${index}</p>`));
  const codes = (await Promise.allSettled(asked)).map(
    (answer) => answer.status === 'rejected' && answer.reason.code,
  );
  t.is(codes.filter((code) => code === 'pdf_unavailable').length, 5);
  t.is(codes.filter((code) => code === 'busy').length, 15);
});
