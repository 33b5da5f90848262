import * as l10n from '@vscode/l10n';
import type { Unclear } from '../../mesh/traffic/workloadTraffic.ts';

/** What the files do not decide, in words. */
export function unclearText(unclear: Unclear): string {
  switch (unclear) {
    case 'injection':
      return l10n.t(
        'whether the pods get the proxy: neither the pods nor their namespace say so in these files',
      );
    case 'namespace':
      return l10n.t('the files do not contain the namespace, whose annotations may change this');
    case 'ports':
      return l10n.t('a template decides some of the ports');
    case 'services':
      return l10n.t('other Services, from a template or from outside the repository, may lead here');
    case 'skip-list':
      return l10n.t('a template or a patch may decide on skip-inbound-ports');
    case 'opaque-list':
      return l10n.t('a template, a patch or files outside the repository may decide on opaque-ports');
    case 'servers':
      return l10n.t('another Server, from a template or from outside the repository, may select this port');
    case 'several-servers':
      return l10n.t('several Servers guard this port, and the oldest in the cluster counts');
    case 'authorizations':
      return l10n.t('other policies, from a template or from outside the repository, may allow clients');
    case 'default-policy':
      return l10n.t('a template or a patch may decide on the default inbound policy');
    case 'routes':
      return l10n.t('other routes, from a template or from outside the repository, may belong to the Server');
  }
}
