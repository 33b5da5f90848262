import * as l10n from '@vscode/l10n';
import { milestoneOf } from '../../linkerd/environment/milestones.ts';

/** `Linkerd 2.16 (edge-24.7.4)`, or without a milestone `Linkerd edge-26.8.3`. */
export function linkerdReleaseText(edge: string): string {
  const milestone = milestoneOf(edge);
  return milestone === undefined ? l10n.t('Linkerd {0}', edge) : l10n.t('Linkerd {0} ({1})', milestone, edge);
}
