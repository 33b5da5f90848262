import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { isTemplated } from '../../kubernetes/annotationSite.ts';
import { removeSite } from '../../kubernetes/siteEdits.ts';
import type { SkipPorts } from '../../linkerd/skipPorts.ts';
import { fixOf } from './listEdits.ts';

/** Removes skip-inbound-ports, so that its ports go through the proxy like all others. Not offered where a template has a part in it. */
export function removeList(skipPorts: SkipPorts): Fix[] {
  const { site } = skipPorts;
  const isElsewhere = site.alias !== undefined || site.valueAlias !== undefined;
  const removal = isElsewhere || isTemplated(site) ? undefined : removeSite(site);
  const title = l10n.t('Remove skip-inbound-ports (the proxy then handles these ports too)');
  return fixOf(skipPorts, title, 'suggestion', removal && [removal], false);
}
