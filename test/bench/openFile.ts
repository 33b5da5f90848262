import { mergeSettings } from '../../server/src/config/settings.ts';
import { Linter } from '../../server/src/engine/linter.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const SETTINGS = mergeSettings();

/** A file that is open in an editor, without editor and protocol. */
interface OpenFile {
  readonly findings: number;
  /** Inserts a text at an offset into the text as it was opened, and judges the result. */
  type(offset: number, inserted: string): void;
}

/** Opens a text as the language server does. */
export function openFile(text: string): OpenFile {
  const linter = new Linter(RULES, (rule, error) => {
    throw new Error(`rule ${rule} failed`, { cause: error });
  });
  const opened = SourceFile.read(text);
  const findings = linter.lint(opened, SETTINGS).length;
  return {
    findings,
    type(offset, inserted) {
      linter.lint(SourceFile.read(text.slice(0, offset) + inserted + text.slice(offset), opened), SETTINGS);
    },
  };
}
