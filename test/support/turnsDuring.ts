import { vi } from 'vitest';

/** How many turns other tasks have during some work, if each look at the clock ends the turn. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let now = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
    now += 1_000;
    return now;
  });
  let turns = 0;
  const otherTask = () => {
    turns++;
    waiting = setImmediate(otherTask);
  };
  let waiting = setImmediate(otherTask);
  try {
    await work();
  } finally {
    clearImmediate(waiting);
    clock.mockRestore();
  }
  return turns;
}
