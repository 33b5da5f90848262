import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';

/** kustomize api `internal/loader/fileloader.go`, `errIfArgEqualOrHigher`. */
export default {
  id: 'kustomize-base-cycle',
  summary: 'A base or component that refers back to its kustomization, or is a parent folder of it',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  *check({ cycles }) {
    for (const { at, isAround } of cycles)
      yield {
        at,
        message: isAround
          ? l10n.t(
              'kustomize build fails: this base is a parent folder of the kustomization, which counts as a cycle. Move the base into a sibling folder.',
            )
          : l10n.t(
              'kustomize build fails: this path leads back to the same kustomization. Remove one of the references.',
            ),
      };
  },
} satisfies BuildRule;
