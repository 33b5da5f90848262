import { expect } from 'vitest';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { Linter } from '../../server/src/engine/linter.ts';
import type { Rule } from '../../server/src/engine/rule.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { lint, throwFailure } from './lint.ts';

const EVERYTHING: Rule['query'] = {
  annotation: () => true,
  label: () => true,
  resource: () => true,
  document: () => true,
};

/** A linter that runs every rule on everything, regardless of its query. */
const indiscriminate = new Linter(
  RULES.map((rule) => ({ ...rule, query: EVERYTHING })),
  throwFailure,
);

/** Expects that no rule has anything to say about what it says it is not about. */
export function checkInterests(text: string, settings: LintSettings): void {
  expect(lint(text, settings), text).toEqual(indiscriminate.lint(SourceFile.read(text), settings));
}
