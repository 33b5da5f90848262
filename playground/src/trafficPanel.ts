/** The picture of effective traffic below the editor. Loaded when it is first shown. */

import type { Range } from 'vscode-languageserver';
import { PictureView } from '../../picture/src/pictureView.ts';
import type { LanguageServer, TrafficScope } from './languageServer.ts';

/** After so long without a change the picture follows, in milliseconds. */
const QUIET_MS = 250;

/** What the picture needs from the page. */
export interface Surroundings {
  readonly server: LanguageServer;
  /** The name of a file that is open. */
  readonly current: () => string;
  readonly reveal: (uri: string, range: Range) => void;
  readonly tell: (text: string) => void;
}

/** Draws what the files say, and again when they change. */
export class TrafficPanel {
  readonly #around: Surroundings;
  readonly #view: PictureView;
  readonly #panel: HTMLElement;
  #scope: TrafficScope = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: HTMLElement, around: Surroundings) {
    this.#around = around;
    this.#panel = panel;
    this.#view = new PictureView(panel, {
      open: ({ uri, start, end }) => around.reveal(uri, { start, end }),
      show: (scope) => {
        this.#scope = scope;
        void this.refresh();
      },
      copy: (text) => void this.#copy(text),
    });
  }

  /** Draws soon, if the panel is in view. */
  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), QUIET_MS);
  }

  /** Draws now. */
  async refresh(): Promise<void> {
    if (this.#panel.hidden) return;
    const picture = await this.#around.server.traffic(this.#around.current(), this.#scope);
    if (picture) this.#view.show(picture);
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#around.tell('Copied.');
    } catch {
      this.#around.tell('The browser does not let this page copy.');
    }
  }
}
