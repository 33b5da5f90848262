import * as l10n from '@vscode/l10n';
import type { IptablesSetup } from '../../linkerd/environment/iptablesSetup.ts';

/** A setup in words, as tables and drawings name it. */
export function iptablesSetupName(setup: IptablesSetup): string {
  if (setup === 'proxy-init') return l10n.t('proxy-init');
  return setup === 'cni-appending' ? l10n.t('linkerd-cni ≥ v1.6.3') : l10n.t('linkerd-cni before v1.6.3');
}
