import { parentPort, workerData } from 'node:worker_threads';
import { type FuzzOptions, fuzz } from './fuzz.ts';

// In a thread of its own, so that the main thread can report which case hangs.
const outcome = fuzz({
  ...(workerData as Omit<FuzzOptions, 'onCase'>),
  onCase: (running) => parentPort?.postMessage({ running }),
});
parentPort?.postMessage({ outcome });
