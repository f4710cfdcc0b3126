import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';

// the renderer cannot be interrupted: it ends with its process
const deadlineMs = Number(process.argv[2]);
setTimeout(() => process.kill(process.pid, 'SIGKILL'), deadlineMs).unref();
sharp.concurrency(1);
const bytes = await sharp(await buffer(process.stdin))
  .png()
  .toBuffer();
const { channels } = await sharp(bytes).stats();
if (channels.some(({ stdev }) => stdev !== 0)) process.stdout.write(bytes);
