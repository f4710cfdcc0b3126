import { parseArgs } from 'node:util';
import { runCampaign } from './helpers/fuzz/campaign.js';

/**
 * `npm run fuzz -- [--seed N] [--count N] [--seconds N] [--keep DIR]`: inspects mutated builds for a
 * minute, or as many as asked for. Exit status 1 where one breaks a rule or memory passes its bound.
 */
const memoryBound = 400;
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string' },
    seconds: { type: 'string' },
    deadline: { type: 'string', default: '10' },
    keep: { type: 'string' },
  },
});
const result = await runCampaign({
  seed: Number(values.seed),
  count: Number(values.count ?? Number.POSITIVE_INFINITY),
  seconds: Number(values.seconds ?? (values.count === undefined ? 60 : Number.POSITIVE_INFINITY)),
  deadlineMs: Number(values.deadline) * 1000,
  keep: values.keep,
});
const { failures, refused, ...figures } = result;
for (const [code, count] of Object.entries(refused).sort())
  console.log(`refused  ${code}: ${count}`);
for (const failure of failures) console.log(`failure  ${failure}`);
const parts = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
console.log(`total: seed ${values.seed}, ${parts.join(', ')}, failures ${failures.length}`);
process.exitCode = failures.length === 0 && result.peakMemory < memoryBound ? 0 : 1;
