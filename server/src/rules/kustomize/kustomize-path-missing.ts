import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';

/** kustomize api `internal/target/kusttarget.go`, `accumulateResources`, `accumulateComponents`. */
export default {
  id: 'kustomize-path-missing',
  summary:
    'A base, resource, component or patch of a kustomization that is not there, so that the build fails',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  *check({ missing }) {
    for (const { at, text } of missing)
      yield {
        at,
        message: l10n.t(
          'There is neither a file {0} nor a folder with a kustomization, so kustomize build fails. Correct the path, or add what is missing.',
          text,
        ),
      };
  },
} satisfies BuildRule;
