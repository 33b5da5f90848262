/**
 * Whether tests check what examples say and not their variants, and the laws of the mesh on pages of rules only:
 * `npm run mutate` runs the tests for each mutant, and all of that takes most of the time.
 */
export const isBrief: boolean = process.env.BRIEF_TESTS !== undefined;
