import { mergeSettings } from '../../server/src/config/settings.ts';
import { Linter } from '../../server/src/engine/linter.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const SETTINGS = mergeSettings();

/** Reads and lints a text as if it had just been opened; gives the number of findings. */
export function readOnce(text: string): number {
  const linter = new Linter(RULES, (rule, error) => {
    throw new Error(`rule ${rule} failed`, { cause: error });
  });
  return linter.lint(SourceFile.read(text), SETTINGS).length;
}
