import { existsSync } from 'node:fs';
import { runConformance } from './helpers/conformance/run.js';

/**
 * `npm run conformance -- DIR`: compares our reading and verdict of every build below DIR with what
 * the reference tools said. Exit status 1 where a difference is not explained, 2 without a folder.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  console.error('usage: npm run conformance -- DIR');
  process.exit(2);
}
const report = await runConformance(folder);
console.log(report.lines().join('\n'));
process.exitCode = report.differences === 0 ? 0 : 1;
