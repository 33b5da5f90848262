import { type Extension, type LogOutputChannel, type Uri, version, workspace } from 'vscode';
import type { EnvironmentReport } from '../../server/src/lsp/protocol.ts';

/** What the output channel shows after the start, for users and for bug reports. In English. */
export class StartLog {
  readonly #output: LogOutputChannel;
  readonly #extension: Extension<unknown>;
  /** The last environment that was logged, so that each one is logged once. */
  #environment = '';

  constructor(output: LogOutputChannel, extension: Extension<unknown>) {
    this.#output = output;
    this.#extension = extension;
  }

  /** Logs that the server runs. */
  started(): void {
    const { id, packageJSON } = this.#extension;
    this.#output.info(`${id} ${packageJSON.version} in VS Code ${version}`);
    this.#output.info(`Settings: ${settingsInForce(packageJSON) || 'all as they are by default'}`);
    this.#environment = '';
  }

  /** Logs the environment of a file. */
  judgedBy(uri: Uri, { lines }: EnvironmentReport): void {
    const text = lines.filter((line) => line !== '').join('\n  ');
    if (text === this.#environment) return;
    this.#environment = text;
    this.#output.info(`${workspace.asRelativePath(uri)} is judged by:\n  ${text}`);
  }
}

/** The extension's settings that differ from their defaults. */
function settingsInForce({ contributes }: ExtensionManifest): string {
  const settings = workspace.getConfiguration();
  return Object.entries(contributes.configuration.properties)
    .map(([name, { default: standard }]) => ({ name, standard, value: settings.get(name) }))
    .filter(({ standard, value }) => JSON.stringify(value) !== JSON.stringify(standard))
    .map(({ name, value }) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}

/** The part of package.json that is read here. */
interface ExtensionManifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}
