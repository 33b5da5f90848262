import { setFlagsFromString } from 'node:v8';

/** What V8 multiplies the size with where much has survived; 2 is its default (`flag-definitions.h`). */
const GROWTH = '--semi-space-growth-factor=';

/**
 * Keeps the memory that V8 has for new objects at the size that it has at the start, 2 MB, instead of up to 48. An editor
 * has many servers, and this one makes little that is new: 20 MB less cost nothing that could be measured.
 */
export function limitYoungGeneration(): void {
  setFlagsFromString(`${GROWTH}1`);
}

/** Takes that back, for as long as compiled code is kept: V8 refuses code that was compiled under other flags. */
export function releaseYoungGeneration(): void {
  setFlagsFromString(`${GROWTH}2`);
}
