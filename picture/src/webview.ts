/** The page of VS Code's webview. It draws what the extension sends, and reports what a person does. */
import { PictureView } from './pictureView.ts';
import type { FromPicture, PictureState, ToPicture } from './webviewMessages.ts';

/** What VS Code gives a webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPicture): void;
  setState(state: PictureState): void;
};

const vscode = acquireVsCodeApi();
const view = new PictureView(document.querySelector('main') ?? document.body, {
  open: (place) => vscode.postMessage({ kind: 'open', place }),
  show: (scope) => vscode.postMessage({ kind: 'show', scope }),
  copy: (text) => vscode.postMessage({ kind: 'copy', text }),
});
window.addEventListener('message', ({ data }: MessageEvent<ToPicture>) => {
  view.show(data.picture);
  vscode.setState(data.state);
  vscode.postMessage({ kind: 'drawn', nodes: data.picture.nodes.length, state: data.state });
});
vscode.postMessage({ kind: 'ready' });
