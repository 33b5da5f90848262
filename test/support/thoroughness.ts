/**
 * Whether tests only check what examples say, and not their variants: `npm run mutate` runs the tests for each mutant,
 * and variants take nine tenths of the time.
 */
export const isBrief: boolean = process.env.BRIEF_TESTS !== undefined;
