import * as l10n from '@vscode/l10n';
import type { BuildRule } from '../../engine/buildRule.ts';
import type { BuildFailure } from '../../kustomize/applyKustomization.ts';
import { describeIdentity, failures, placeInPatch } from './patchPlaces.ts';

/** kustomize api `resmap/reswrangler.go`, `GetById`: a patch without a target must find one resource. */
export default {
  id: 'patch-target-missing',
  summary: 'A kustomize patch for a resource that does not exist or is ambiguous, so the build fails',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  *check({ builds }) {
    for (const failure of failures(builds, 'patch-without-target')) {
      const at = placeInPatch(failure, ['metadata', 'name']);
      if (at) yield { at, message: messageOf(failure) };
    }
  },
} satisfies BuildRule;

function messageOf({ resource, namesakes = [], isAmbiguous }: BuildFailure): string {
  const name = resource ? describeIdentity(resource) : '';
  if (isAmbiguous)
    return l10n.t(
      'kustomize build fails: this patch matches several resources called {0}. Add a namespace, or use a target.',
      name,
    );
  const [other, ...more] = namesakes;
  if (other && more.length === 0 && other.namespace !== (resource?.namespace ?? ''))
    return other.namespace === ''
      ? l10n.t(
          'kustomize build fails: {0} has no namespace here, but the patch sets the namespace {1}. Remove it from the patch.',
          name,
          resource?.namespace ?? '',
        )
      : l10n.t(
          'kustomize build fails: {0} is in the namespace {1} here, unlike the patch. Set metadata.namespace in the patch to {1}.',
          name,
          other.namespace,
        );
  return l10n.t(
    'kustomize build fails: no resource matches this patch for {0}. Correct its apiVersion, kind, name or namespace.',
    name,
  );
}
