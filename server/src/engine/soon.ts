/**
 * Runs a function after the tasks that are already waiting. Node's timers wait at least a millisecond; browsers have
 * no `setImmediate`.
 */
export const soon: (run: () => void) => void =
  typeof setImmediate === 'function' ? setImmediate : (run) => setTimeout(run, 0);
