import { writeFixtures } from './helpers/write-fixtures.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run fixtures -- DIR');
  process.exitCode = 2;
} else {
  await writeFixtures(folder, (line) => console.log(line));
}
