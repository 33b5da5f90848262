import { askGoTool } from '../goTool.mjs';

/**
 * The verdicts of the API server's own compiler and validator, in a small program.
 *
 * @param {string} [program] the program, which is built where none is named
 */
export function askValidator(policies, resources, program) {
  const request = {
    policies: policies.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy'),
    resources,
  };
  return askGoTool(new URL('./tools/', import.meta.url), request, program);
}
