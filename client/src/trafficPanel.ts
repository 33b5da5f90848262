import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  env,
  l10n,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FromPicture, PictureState, ToPicture } from '../../picture/src/webviewMessages.ts';
import {
  TRAFFIC_CHANGED,
  TRAFFIC_REQUEST,
  type TrafficParams,
  type TrafficPicture,
  type TrafficScope,
} from '../../server/src/lsp/protocol.ts';
import { isOurs } from './documentSelector.ts';
import { statusText } from './statusText.ts';

const SHOW_TRAFFIC = 'linkerdLint.showTraffic';

/** After so long without a keystroke the picture follows, in milliseconds. */
const QUIET_MS = 250;

/** The characters of a nonce. */
const NONCE_BYTES = 16;

/** The panel's type, by which VS Code restores it in a window that is reloaded. */
const VIEW_TYPE = 'linkerdLint.traffic';

/** The command and the panel of effective traffic. */
export interface Traffic extends Disposable {
  /** Fires when a picture stands. */
  readonly onDidDraw: Event<number>;
  /** The number of nodes of the latest picture; undefined before the first. */
  readonly drawn: number | undefined;
}

/** Registers the command that draws effective traffic. There is one panel, which shows what was last asked for. */
export function registerTraffic(context: ExtensionContext, client: Promise<BaseLanguageClient>): Traffic {
  const drawn = new EventEmitter<number>();
  let panel: TrafficPanel | undefined;
  const panelFor = (running: BaseLanguageClient, own?: WebviewPanel) => {
    panel ??= new TrafficPanel(context.extensionUri, running, own ?? createPanel(), drawn, () => {
      panel = undefined;
    });
    return panel;
  };
  const command = commands.registerCommand(SHOW_TRAFFIC, async () => {
    const document = window.activeTextEditor?.document;
    if (!document || !isOurs(document)) {
      void window.showInformationMessage(l10n.t('Linkerd Lint: open a YAML, Helm or JSON file first.'));
      return undefined;
    }
    const running = await client;
    const position = window.activeTextEditor?.selection.active;
    const params: TrafficParams = {
      uri: running.code2ProtocolConverter.asUri(document.uri),
      ...(position && { position: running.code2ProtocolConverter.asPosition(position) }),
    };
    const asked = await ask(running, params);
    if (asked === undefined) return undefined;
    if (!asked) {
      void window.showInformationMessage(l10n.t('Linkerd Lint does not read this file.'));
      return undefined;
    }
    return panelFor(running).show(params.uri, asked);
  });
  const serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
    deserializeWebviewPanel: async (own, state: Partial<PictureState> | undefined) => {
      const asked = state?.uri ? await askAgain(await client, state) : undefined;
      if (asked && state?.uri) void panelFor(await client, own).show(state.uri, asked);
      else own.dispose();
    },
  });
  let latest: number | undefined;
  drawn.event((nodes) => {
    latest = nodes;
  });
  return {
    onDidDraw: drawn.event,
    get drawn() {
      return latest;
    },
    dispose: () => {
      panel?.dispose();
      for (const each of [command, serializer, drawn]) each.dispose();
    },
  };
}

function createPanel(): WebviewPanel {
  return window.createWebviewPanel(VIEW_TYPE, l10n.t('Effective traffic'), {
    viewColumn: ViewColumn.Beside,
    preserveFocus: true,
  });
}

/** The picture that a window showed before it was reloaded. If there is none any more, a sentence says why. */
async function askAgain(
  client: BaseLanguageClient,
  { uri = '', scope = {} }: Partial<PictureState>,
): Promise<TrafficPicture | null> {
  try {
    // The server reads the files around an open one, and the editors of this window may not be open yet.
    await workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
    return await client.sendRequest<TrafficPicture | null>(TRAFFIC_REQUEST, { uri, scope });
  } catch {
    void window.showInformationMessage(
      l10n.t(
        'Linkerd Lint closed the picture of effective traffic, because {0} cannot be read any more.',
        statusText(uri),
      ),
    );
    return null;
  }
}

/** The picture of what is under the cursor, or else of what the user chooses; undefined if nothing was chosen. */
async function ask(
  client: BaseLanguageClient,
  params: TrafficParams,
): Promise<TrafficPicture | null | undefined> {
  const picture = await client.sendRequest<TrafficPicture | null>(TRAFFIC_REQUEST, params);
  if (!picture || picture.scope || picture.choices.length === 0) return picture;
  const [only, ...others] = picture.choices;
  const chosen =
    others.length === 0
      ? only
      : await window.showQuickPick(
          // Names come from a repository.
          picture.choices.map(({ label, scope }) => ({ label: statusText(label), scope })),
          { placeHolder: l10n.t('Whose traffic?') },
        );
  if (!chosen) return undefined;
  return client.sendRequest<TrafficPicture | null>(TRAFFIC_REQUEST, { uri: params.uri, scope: chosen.scope });
}

/** The panel beside the editor. It follows edits while it is visible. */
class TrafficPanel implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #panel: WebviewPanel;
  readonly #drawn: EventEmitter<number>;
  readonly #subscriptions: Disposable[];
  #uri = '';
  #scope: TrafficScope | undefined;
  #picture: TrafficPicture | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isListening = false;
  #onDrawn: ((nodes: number) => void) | undefined;

  constructor(
    extensionUri: Uri,
    client: BaseLanguageClient,
    panel: WebviewPanel,
    drawn: EventEmitter<number>,
    onClosed: () => void,
  ) {
    this.#client = client;
    this.#panel = panel;
    this.#drawn = drawn;
    const folder = Uri.joinPath(extensionUri, 'dist', 'picture');
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder], enableForms: false };
    this.#subscriptions = [
      this.#panel.webview.onDidReceiveMessage((message: FromPicture) => this.#receive(message)),
      this.#panel.onDidChangeViewState(() => {
        // A hidden page is thrown away, and says when there is one again.
        if (!this.#panel.visible) this.#isListening = false;
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isOurs(document)) this.#refreshSoon();
      }),
      client.onNotification(TRAFFIC_CHANGED, () => this.#refreshSoon()),
    ];
    this.#panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      for (const subscription of this.#subscriptions) subscription.dispose();
      this.#onDrawn?.(0);
      onClosed();
    });
    this.#panel.webview.html = page(this.#panel, folder);
  }

  /** Shows a picture, and resolves with the number of nodes once they are drawn. */
  async show(uri: string, picture: TrafficPicture): Promise<number> {
    this.#uri = uri;
    this.#scope = picture.scope;
    this.#panel.reveal(undefined, true);
    const drawn = new Promise<number>((resolve) => {
      this.#onDrawn = resolve;
    });
    this.#draw(picture);
    return drawn;
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #draw(picture: TrafficPicture | null): void {
    if (!picture) return;
    this.#picture = picture;
    this.#panel.title = statusText(l10n.t('Traffic: {0}', picture.title));
    const state = this.#state;
    if (this.#isListening) void this.#panel.webview.postMessage({ picture, state } satisfies ToPicture);
  }

  /** What is shown, or is about to be. */
  get #state(): PictureState {
    return { uri: this.#uri, scope: this.#scope };
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    if (this.#panel.visible) this.#timer = setTimeout(() => void this.#refresh(), QUIET_MS);
  }

  async #refresh(): Promise<void> {
    if (!this.#scope || !this.#client.isRunning()) return;
    const params: TrafficParams = { uri: this.#uri, scope: this.#scope };
    const picture = await this.#client.sendRequest<TrafficPicture | null>(TRAFFIC_REQUEST, params);
    // Something else may have been asked for meanwhile.
    if (areSame(params, this.#state)) this.#draw(picture);
  }

  async #receive(message: FromPicture): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#isListening = true;
        this.#draw(this.#picture ?? null);
        return;
      case 'open':
        return this.#open(message.place);
      case 'show':
        this.#scope = message.scope;
        return this.#refresh();
      case 'copy':
        await env.clipboard.writeText(message.text);
        void window.setStatusBarMessage(l10n.t('Linkerd Lint: copied as Mermaid.'), 3_000);
        return;
      case 'drawn':
        if (areSame(message.state, this.#state)) this.#onDrawn?.(message.nodes);
        this.#drawn.fire(message.nodes);
        return;
    }
  }

  /** In the editor beside the panel. */
  async #open({ uri, start, end }: Extract<FromPicture, { kind: 'open' }>['place']): Promise<void> {
    const shown = this.#client.protocol2CodeConverter.asUri(uri);
    const selection = new Range(start.line, start.character, end.line, end.character);
    await window.showTextDocument(shown, { selection, viewColumn: ViewColumn.One });
  }
}

/** Whether two pictures are of the same. Scopes have their properties in one order. */
function areSame(...pictures: readonly [Partial<PictureState>, PictureState]): boolean {
  const [one, other] = pictures.map(({ uri, scope }) => JSON.stringify([uri, scope]));
  return one === other;
}

function page({ webview }: WebviewPanel, folder: Uri): string {
  const nonce = [...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(folder, name)).toString();
  return `<!doctype html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('picture.css')}">
<title>${l10n.t('Effective traffic')}</title>
</head>
<body>
<main class="picture-view"></main>
<script nonce="${nonce}" src="${address('picture.js')}"></script>
</body>
</html>`;
}
