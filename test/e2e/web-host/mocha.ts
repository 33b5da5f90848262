import 'mocha/mocha.js';

// mocha's build for browsers, which leaves its functions on the global object. Stands in for the package `mocha`.
mocha.setup({ ui: 'bdd', timeout: 30_000, reporter: 'json' });

export const { describe, it, before, after, beforeEach, afterEach } =
  globalThis as unknown as Mocha.MochaGlobals;
