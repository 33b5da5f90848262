import {
  type Command,
  type Disposable,
  LanguageStatusSeverity,
  l10n,
  languages,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DocumentParams,
  ENVIRONMENT_REQUEST,
  type EnvironmentReport,
} from '../../server/src/lsp/protocol.ts';
import { DOCUMENT_SELECTOR, isOurs } from './documentSelector.ts';
import { statusText } from './statusText.ts';

/** Shows the environment of the active document, and its source. */
export class EnvironmentStatus implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #onReport: (uri: Uri, report: EnvironmentReport) => void;
  readonly #item = languages.createLanguageStatusItem('linkerdLint.environment', DOCUMENT_SELECTOR);
  readonly #subscription: Disposable;

  /** @param onReport called with each answer of the server */
  constructor(client: BaseLanguageClient, onReport: (uri: Uri, report: EnvironmentReport) => void) {
    this.#client = client;
    this.#onReport = onReport;
    this.#item.name = l10n.t('Linkerd environment');
    this.#item.text = l10n.t('Linkerd Lint');
    this.#subscription = window.onDidChangeActiveTextEditor(() => this.refresh());
  }

  /** Requests the environment again. */
  refresh(): void {
    const document = window.activeTextEditor?.document;
    if (document && isOurs(document) && this.#client.isRunning()) void this.#show(document.uri);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  async #show(uri: Uri): Promise<void> {
    this.#item.busy = true;
    try {
      const report = await this.#client.sendRequest<EnvironmentReport>(ENVIRONMENT_REQUEST, {
        uri: uri.toString(),
      } satisfies DocumentParams);
      this.#item.text = statusText(textFor(report));
      this.#item.detail = statusText(originOf(report));
      this.#item.severity = LanguageStatusSeverity.Information;
      this.#item.command = commandFor(report);
      this.#onReport(uri, report);
    } catch {
      this.#item.detail = l10n.t('The language server does not answer.');
      this.#item.severity = LanguageStatusSeverity.Warning;
    } finally {
      this.#item.busy = false;
    }
  }
}

function textFor({ dataPlane, cniPlugin, linkerd, ipv6 }: EnvironmentReport): string {
  const known = [
    dataPlane === 'cni' ? 'linkerd-cni' : dataPlane,
    cniPlugin,
    linkerd,
    ipv6 === 'enabled' ? 'IPv6' : 'auto',
  ].filter((part) => part !== 'auto');
  return known.length > 0 ? l10n.t('Linkerd: {0}', known.join(', ')) : l10n.t('Linkerd: environment unknown');
}

/** The source of the environment in a few words: a longer text would push the action out of the popup. */
function originOf({ configUri, isFromSettings, found }: EnvironmentReport): string {
  if (found.some(({ value }) => value === undefined)) return l10n.t('the repository is not clear');
  if (configUri) return l10n.t('from .linkerd-lint.yaml');
  if (isFromSettings) return l10n.t('from the settings');
  return found.length > 0 ? l10n.t('found in the repository') : '';
}

/** Opens the source: the configuration file, or the place of the evidence. */
function commandFor({ configUri, found, reason }: EnvironmentReport): Command {
  const tooltip = statusText(reason);
  if (configUri)
    return { title: l10n.t('Open'), tooltip, command: 'vscode.open', arguments: [Uri.parse(configUri)] };
  const place = found[0]?.places[0];
  if (!place)
    return {
      title: l10n.t('Set'),
      tooltip,
      command: 'workbench.action.openSettings',
      arguments: ['linkerdLint'],
    };
  const selection = new Range(place.line - 1, 0, place.line - 1, 0);
  return {
    title: l10n.t('Show'),
    tooltip: statusText(`${place.what} (${workspace.asRelativePath(Uri.parse(place.uri))}:${place.line})`),
    command: 'vscode.open',
    arguments: [Uri.parse(place.uri), { selection }],
  };
}
