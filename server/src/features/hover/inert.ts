import * as l10n from '@vscode/l10n';
import type { AnnotationSite } from '../../kubernetes/annotationSite.ts';
import { podTemplatePath } from '../../kubernetes/manifest.ts';
import { isInertOnWorkload, OPAQUE_PORTS_KEY } from '../../linkerd/annotations.ts';
import { code } from './markdown.ts';

/** Says that Linkerd never reads the annotation where it stands; undefined where it does or may. */
export function inertNotice({ placement, manifest, key }: AnnotationSite): string | undefined {
  const kind = kindName(manifest?.kind);
  if (placement === 'workload' && isInertOnWorkload(key.value)) {
    const path = manifest && podTemplatePath(manifest);
    const where = code([...(path ?? ['spec', 'template']), 'metadata', 'annotations'].join('.'));
    return l10n.t(
      '✗ **Linkerd never reads this here**: on a {0}’s own metadata it does nothing. It belongs in {1}.',
      kind,
      where,
    );
  }
  if (placement === 'service' && key.value !== OPAQUE_PORTS_KEY) {
    return l10n.t(
      '✗ **Linkerd never reads this here**: on a Service it does nothing. It belongs on the pods, or on their namespace.',
    );
  }
  if (placement !== 'resource') return undefined;
  return l10n.t(
    '✗ **Linkerd does not read this here**: on a {0} it does nothing, unless an operator hands it on to pods.',
    kind,
  );
}

/** The kind, if it is a name as Kubernetes has them; anything else in a manifest is not to be trusted in Markdown. */
function kindName(kind: string | undefined): string {
  return kind !== undefined && /^[A-Za-z]{1,40}$/.test(kind) ? kind : l10n.t('resource');
}
