import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';
import type { MissingPath } from '../../engine/judgedKustomization.ts';

/** kustomize api `internal/target/kusttarget.go`, `accumulateResources`, `accumulateComponents`. */
export default {
  id: 'kustomize-path-missing',
  summary: 'A kustomization refers to a file or folder that does not exist, so the build fails',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  *check({ missing }) {
    for (const { at, text, expected } of missing) yield { at, message: messageOf(text, expected) };
  },
} satisfies BuildRule;

function messageOf(path: string, expected: MissingPath['expected']): string {
  switch (expected) {
    case 'file':
      return l10n.t(
        'The file {0} does not exist, so kustomize build fails. Correct the path, or create the file.',
        path,
      );
    case 'folder':
      return l10n.t(
        '{0} is not a folder with a kustomization, so kustomize build fails. Correct the path, or create it.',
        path,
      );
    case 'either':
      return l10n.t(
        '{0} is neither a file nor a folder with a kustomization, so kustomize build fails. Correct the path, or create it.',
        path,
      );
  }
}
