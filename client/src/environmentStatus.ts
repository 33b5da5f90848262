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

/** Shows by what environment the active document is judged, and where that was said. */
export class EnvironmentStatus implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #item = languages.createLanguageStatusItem('linkerdLint.environment', DOCUMENT_SELECTOR);
  readonly #subscription: Disposable;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#item.name = l10n.t('Linkerd environment');
    this.#item.text = l10n.t('Linkerd Lint');
    this.#subscription = window.onDidChangeActiveTextEditor(() => this.refresh());
  }

  /** Asks the server anew. */
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
      this.#item.detail = statusText(detailFor(report));
      this.#item.severity = LanguageStatusSeverity.Information;
      this.#item.command = commandFor(report);
    } catch {
      this.#item.detail = l10n.t('The language server does not answer.');
      this.#item.severity = LanguageStatusSeverity.Warning;
    } finally {
      this.#item.busy = false;
    }
  }
}

function textFor({ dataPlane, cniPlugin, linkerd }: EnvironmentReport): string {
  const known = [dataPlane === 'cni' ? 'linkerd-cni' : dataPlane, cniPlugin, linkerd].filter(
    (part) => part !== 'auto',
  );
  return known.length > 0 ? l10n.t('Linkerd: {0}', known.join(', ')) : l10n.t('Linkerd: environment unknown');
}

function detailFor(report: EnvironmentReport): string {
  return [report.reason, originOf(report), ...report.found.map(foundText)]
    .filter((part) => part !== '')
    .join(' ');
}

function originOf({ configUri, isFromSettings }: EnvironmentReport): string {
  if (configUri) return l10n.t('From {0}.', workspace.asRelativePath(Uri.parse(configUri)));
  return isFromSettings ? l10n.t('From the settings.') : '';
}

/** What the repository's files say of one setting, with where they say it. */
function foundText({ setting, value, places }: EnvironmentReport['found'][number]): string {
  const where = places.map(
    ({ uri, line, what }) => `${what} (${workspace.asRelativePath(Uri.parse(uri))}:${line})`,
  );
  return value === undefined
    ? l10n.t('The repository’s files do not settle {0}: {1}.', setting, where.join('; '))
    : l10n.t('{0} from the repository: {1}.', setting, where.join('; '));
}

/** Opens what decides: the configuration file, or the place where something was found. */
function commandFor({ configUri, found }: EnvironmentReport): Command {
  if (configUri) return { title: l10n.t('Open'), command: 'vscode.open', arguments: [Uri.parse(configUri)] };
  const place = found[0]?.places[0];
  if (!place)
    return { title: l10n.t('Set'), command: 'workbench.action.openSettings', arguments: ['linkerdLint'] };
  const selection = new Range(place.line - 1, 0, place.line - 1, 0);
  return { title: l10n.t('Show'), command: 'vscode.open', arguments: [Uri.parse(place.uri), { selection }] };
}
