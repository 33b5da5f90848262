import * as l10n from '@vscode/l10n';

/** Where to read on: Linkerd's own reference, and for the lost proxy ports their issue and the change that mended it. */
export function furtherReading(): string {
  return [
    '[linkerd2#13976](https://github.com/linkerd/linkerd2/issues/13976)',
    '[linkerd2-proxy-init#518](https://github.com/linkerd/linkerd2-proxy-init/pull/518)',
    reference(),
  ].join(' · ');
}

/** Linkerd's page on its annotations. */
export function reference(): string {
  return `[${l10n.t('Linkerd’s reference')}](https://linkerd.io/2/reference/proxy-configuration/)`;
}
