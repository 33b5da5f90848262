/** What the extension and the page of its webview tell each other. */
import type { PictureCell, TrafficPicture, TrafficScope } from '../../server/src/lsp/protocol.ts';

/** What a picture is of, which VS Code keeps for a window that is reloaded. */
export interface PictureState {
  /** Of the file where it was asked for. */
  readonly uri: string;
  readonly scope: TrafficScope | undefined;
}

/** To the page. */
export interface ToPicture {
  readonly picture: TrafficPicture;
  readonly state: PictureState;
}

/** From the page. */
export type FromPicture =
  /** It listens. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly place: NonNullable<PictureCell['place']> }
  | { readonly kind: 'show'; readonly scope: TrafficScope }
  | { readonly kind: 'copy'; readonly text: string }
  /** A picture stands, of this. */
  | { readonly kind: 'drawn'; readonly nodes: number; readonly state: PictureState };
