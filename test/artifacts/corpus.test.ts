import { join } from 'node:path';
import test from 'ava';
import { inspect } from '../../src/artifacts/inspect.js';
import { runConformance } from '../helpers/conformance/run.js';
import { corpusFiles, corpusFolder, hasCorpus } from '../helpers/corpus.js';

test('every file gives an answer or a refusal with a code, in good time', async (t) => {
  if (!hasCorpus(t)) return;
  for (const file of corpusFiles('ipa', 'apk/icyleaf', 'apk/npm', 'aab', 'other', 'hostile')) {
    const start = performance.now();
    const inspection = await inspect(join(corpusFolder, file), {
      fileName: file,
      now: new Date(),
      anchors: [],
    });
    t.true(performance.now() - start < 10_000, file);
    t.true(inspection.accepted || inspection.refusal.code.length > 0, file);
    if (file.startsWith('hostile')) t.false(inspection.accepted, file);
  }
});

test('builds read and verify as the reference tools say, but for what the rules explain', async (t) => {
  if (!hasCorpus(t)) return;
  const report = await runConformance(corpusFolder);
  t.deepEqual(
    report.lines().filter((line) => line.startsWith('different')),
    [],
  );
  t.log(report.lines().at(-1));
});
