import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown, type StringMap } from '../../facts/known.ts';
import type { VariableFacts } from '../../facts/resourceFacts.ts';
import { plainKind } from '../../kubernetes/yaml11.ts';
import type { Applied } from '../../mesh/appliedResource.ts';

/** The resources that can have Linkerd's annotations. */
type Subject = 'Workload' | 'Namespace' | 'Service' | 'EgressNetwork' | 'Route';

/**
 * kustomize removes the quotes around `${NAME}`. Flux replaces variables in its output and parses the result as YAML
 * again (fluxcd/pkg `kustomize/kustomize_varsub.go` SubstituteVariables; tested with v1.41.0).
 */
export default {
  id: 'annotation-variable-not-string',
  summary: 'An annotation that becomes a number, a boolean or nothing when Flux substitutes its variable',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  subjects: ['Workload', 'Namespace', 'Service', 'EgressNetwork', 'Route'],
  *check(subject: Applied<Subject>) {
    const { substitutions } = subject.placement.rewriting;
    if (!substitutions) return;
    for (const variable of subject.facts.variables) {
      const text = substitutedText(variable, substitutions);
      const kind = text === undefined ? 'string' : plainKind(text);
      if (text === undefined || kind === 'string') continue;
      if (kind === 'null')
        yield {
          at: variable.at,
          severity: 'warning' as const,
          message: l10n.t(
            'Flux has no value for the variable {0}, so this annotation becomes empty. Give the variable a value or a default.',
            variable.name,
          ),
        };
      else
        yield {
          at: variable.at,
          message: l10n.t(
            'Flux substitutes {0} without quotes, so this becomes {1}, and the API server rejects it. Put quotes into the variable’s value: \'"{0}"\'.',
            text,
            kind === 'number' ? l10n.t('a number') : l10n.t('a boolean'),
          ),
        };
    }
  },
} satisfies MeshRule<Subject>;

/** The value with which Flux replaces a variable; undefined if it is not known. */
function substitutedText(
  { name, fallback = '' }: VariableFacts,
  { values, isComplete }: StringMap,
): string | undefined {
  if (!Object.hasOwn(values, name)) return isComplete ? fallback : undefined;
  const value = values[name];
  if (value === undefined || !isKnown(value)) return undefined;
  return value === '' ? fallback : value;
}
