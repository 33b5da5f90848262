import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import { isKnown } from '../../facts/known.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import { keptReferences } from '../../mesh/keptReferences.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { referenceConfiguration } from './kustomizeReferences.ts';

/** The file that the fix adds to the kustomization's folder. */
const FILE = 'linkerd-references.yaml';

/** kustomize api `internal/konfig/builtinpluginconsts/namereference.go`: it lacks the kinds of Linkerd and the Gateway API. */
export default {
  id: 'kustomize-reference-kept',
  summary: 'A reference that kustomize does not update when it renames or moves the target',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.2.0',
  subjects: ['AuthorizationPolicy', 'Authentication', 'ServerAuthorization', 'RateLimit', 'Route'],
  *check(subject: Subject, mesh: Mesh) {
    for (const { at, target, movedTo, root } of keptReferences(mesh, subject)) {
      const { kind, name } = target.written.id;
      if (!isKnown(name)) continue;
      const { id } = subject.facts;
      yield {
        at,
        message:
          kind === 'Namespace' && movedTo !== undefined
            ? l10n.t(
                'kustomize renames the Namespace “{0}” to {1} but does not update this reference. Write {1}, or add a nameReference for {2}.',
                name,
                movedTo,
                id.kind,
              )
            : movedTo === undefined
              ? l10n.t(
                  'kustomize renames {0} “{1}” but does not update this reference, which keeps the old name. Add a nameReference for {2} to the kustomization.',
                  kind,
                  name,
                  id.kind,
                )
              : l10n.t(
                  'kustomize moves {0} “{1}” to the namespace {2} but does not update this reference. Write {2}, or remove the namespace.',
                  kind,
                  name,
                  movedTo,
                ),
        fixes: [
          {
            title: l10n.t('Add {0}, which makes kustomize update references in policies and routes', FILE),
            edits: [],
            isPreferred: true,
            configuration: {
              beside: [subject.uri, target.uri],
              root,
              name: FILE,
              text: referenceConfiguration(),
            },
          },
        ],
        related: [
          {
            resource: target,
            at: ['metadata', 'name'],
            message: l10n.t('The name before kustomize changes it.'),
          },
        ],
      };
    }
  },
} satisfies MeshRule<Type>;

type Type = 'AuthorizationPolicy' | 'Authentication' | 'ServerAuthorization' | 'RateLimit' | 'Route';
type Subject = Applied<Type>;
