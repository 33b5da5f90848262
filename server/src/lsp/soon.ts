/** Runs something when what waits has had its turn. Node's timers wait a millisecond at the least; browsers have no `setImmediate`. */
export const soon: (run: () => void) => void =
  typeof setImmediate === 'function' ? setImmediate : (run) => setTimeout(run, 0);
