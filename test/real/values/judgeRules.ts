import { Linter } from '../../../server/src/engine/linter.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { UNKNOWN_ENVIRONMENT } from '../../../server/src/linkerd/environment/environment.ts';
import { RULES } from '../../../server/src/rules/registry.ts';

const linter = new Linter(RULES, (rule, error) => {
  throw new Error(`${rule} threw`, { cause: error });
});
const settings = { environment: UNKNOWN_ENVIRONMENT, rules: {} };

/** What we say of a text: the findings' rules, with their messages. */
export function judge(text: string): readonly { readonly rule: string; readonly message: string }[] {
  return linter.lint(SourceFile.read(text), settings).map(({ rule, message }) => ({ rule, message }));
}
