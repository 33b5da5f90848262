import * as l10n from '@vscode/l10n';
import { annotationRule } from '../../engine/annotationRule.ts';
import { isTemplated, type MetadataEntry, valueRange } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease, type Release } from '../../linkerd/environment/releases.ts';
import { parseGoBool } from '../../linkerd/values/boolean.ts';
import { removeAnnotation } from '../fixes/listEdits.ts';
import { nativeSidecarAnnotation } from './nativeSidecar.ts';

/** The first release without the failure (linkerd2#15267). */
const LATER = { edge: 'edge-26.5.2', milestone: '2.20' };

/**
 * “proxy.nativeSidecar and waitBeforeExitSeconds cannot be used simultaneously” (linkerd2
 * `charts/partials/templates/_proxy.tpl` up to edge-26.5.1), where `fail` ends the rendering of the injector's patch. The webhook then answers `allowed: false`
 * (`controller/webhook/server.go` processReq), which rejects the pod under any `failurePolicy`.
 */
export default annotationRule({
  id: 'wait-before-exit-uninjectable',
  summary: 'A native sidecar with `proxy-wait-before-exit-seconds`, which Linkerd 2.15 to 2.19 cannot inject',
  level: 'error',
  fixable: 'suggestion',
  since: '0.2.0',
  keys: ['config.alpha.linkerd.io/proxy-wait-before-exit-seconds'],
  placements: ['pod', 'namespace'],
  *check(wait, { annotation }, { environment: { linkerd } }) {
    const release = parseRelease(linkerd);
    if (wait === 0 || !isNative(annotation, release)) return;
    yield {
      range: valueRange(annotation),
      ...(release ? {} : { severity: 'information' }),
      message: release
        ? l10n.t(
            'Linkerd {0} cannot inject a native sidecar that also has this annotation, so the API server rejects the pod. Remove it: a native sidecar stops after the application anyway.',
            linkerd,
          )
        : l10n.t(
            'Linkerd 2.15 to 2.19 cannot inject a native sidecar with this annotation, and newer versions ignore it. Remove it: a native sidecar stops after the application anyway.',
          ),
      fixes: removeAnnotation(annotation, l10n.t('Remove the annotation'), true),
    };
  },
});

/** Whether an annotation beside it makes the proxy a native sidecar, in a release that fails then or may. */
function isNative(annotation: MetadataEntry, release: Release | undefined): boolean {
  if (release && isReleaseBefore(release, LATER) !== true) return false;
  const native = nativeSidecarAnnotation(annotation, release);
  if (!native || isTemplated(native)) return false;
  const entry = entryFor(native.key.value, 'annotation');
  // The newest name is unknown to the releases that fail, and pods do not inherit the beta one.
  if (entry?.status !== 'deprecated') return false;
  if (annotation.placement === 'namespace' && !entry.isInherited) return false;
  return parseGoBool(native.value?.value ?? '') === true;
}
