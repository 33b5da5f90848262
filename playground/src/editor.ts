/** The editor: one view, with a state for each file. */
import { autocompletion, type CompletionResult, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { indentOnInput } from '@codemirror/language';
import { lintKeymap, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, StateEffect, StateField, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  hoverTooltip,
  keymap,
  lineNumbers,
  showTooltip,
  type Tooltip,
} from '@codemirror/view';
import type { Diagnostic } from 'vscode-languageserver';
import { type LanguageServer, messageOf } from './languageServer.ts';
import { markdownElements } from './markdown.ts';
import { toOffset, toPosition } from './positions.ts';
import { theme } from './theme.ts';

/** What the editor needs from the page. */
export interface Around {
  readonly server: LanguageServer;
  /** The name of the file that is shown. */
  readonly current: () => string;
  readonly onChange: (text: string) => void;
}

/** What a person can choose to do about a finding. */
export interface Fix {
  readonly title: string;
  readonly apply: () => void;
}

/** A finding with its fixes. */
export interface Problem {
  readonly diagnostic: Diagnostic;
  readonly fixes: readonly Fix[];
}

/** Makes the view. Styles of CodeMirror stay inside a shadow root, where the page's policy allows style sheets made by scripts. */
export function createEditor(parent: HTMLElement, extensions: Extension): EditorView {
  const root = parent.attachShadow({ mode: 'open' });
  const holder = document.createElement('div');
  holder.style.height = '100%';
  root.append(holder);
  return new EditorView({ parent: holder, root, state: EditorState.create({ extensions }) });
}

/** Everything that the editor can do. */
export function editorExtensions(around: Around): Extension {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    yaml(),
    theme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'Kubernetes YAML', spellcheck: 'false' }),
    hoverTooltip((view, offset) => explanation(around, view.state.doc, offset)),
    explanationAtCursor,
    autocompletion({ override: [(context) => completions(around, context.state.doc, context.pos)] }),
    keymap.of([
      { key: 'Mod-i', run: (view) => explainAtCursor(around, view) },
      { key: 'Escape', run: closeExplanation },
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...searchKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) around.onChange(state.doc.toString());
    }),
  ];
}

/** Underlines the problems of the text that is shown, and offers their fixes. */
export function showProblems(view: EditorView, problems: readonly Problem[]): void {
  const { doc } = view.state;
  const marks = problems.map(({ diagnostic, fixes }): Mark => {
    return {
      from: toOffset(doc, diagnostic.range.start),
      to: toOffset(doc, diagnostic.range.end),
      severity: SEVERITIES[diagnostic.severity ?? 1] ?? 'error',
      message: messageOf(diagnostic),
      source: String(diagnostic.code),
      actions: fixes.map(({ title, apply }) => ({ name: title, apply })),
    };
  });
  view.dispatch(setDiagnostics(view.state, marks));
}

/** By the numbers of the protocol. */
const SEVERITIES: readonly (Mark['severity'] | undefined)[] = [undefined, 'error', 'warning', 'info', 'hint'];

async function explanation({ server, current }: Around, text: Text, offset: number): Promise<Tooltip | null> {
  const found = await server.hover(current(), toPosition(text, offset));
  if (!found || !('value' in (found.contents as object))) return null;
  const { value } = found.contents as { value: string };
  const { start, end } = found.range ?? { start: toPosition(text, offset), end: toPosition(text, offset) };
  return {
    pos: toOffset(text, start),
    end: toOffset(text, end),
    above: false,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'hover';
      dom.append(markdownElements(value));
      return { dom };
    },
  };
}

const setExplanation = StateEffect.define<Tooltip | null>();

/** The explanation that was asked for with a key; it stays until the text or the cursor changes. */
const explanationAtCursor = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(setExplanation)) return effect.value;
    return docChanged || selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

function explainAtCursor(around: Around, view: EditorView): boolean {
  const { doc, selection } = view.state;
  void explanation(around, doc, selection.main.head).then((tooltip) => {
    if (view.state.doc === doc) view.dispatch({ effects: setExplanation.of(tooltip) });
  });
  return true;
}

function closeExplanation(view: EditorView): boolean {
  if (!view.state.field(explanationAtCursor)) return false;
  view.dispatch({ effects: setExplanation.of(null) });
  return true;
}

async function completions(
  { server, current }: Around,
  text: Text,
  offset: number,
): Promise<CompletionResult | null> {
  const items = await server.complete(current(), toPosition(text, offset));
  if (items.length === 0) return null;
  const word = /[\w./-]*$/.exec(text.sliceString(text.lineAt(offset).from, offset))?.[0] ?? '';
  return {
    from: offset - word.length,
    options: items.map(({ label, detail, insertText, textEdit }) => ({
      label,
      ...(detail && { detail }),
      apply: (view, _, from, to) => {
        const range = textEdit && 'range' in textEdit ? textEdit.range : undefined;
        const start = range ? toOffset(text, range.start) : from;
        const insert = textEdit?.newText ?? insertText ?? label;
        view.dispatch({
          changes: { from: start, to: Math.max(to, start), insert },
          selection: { anchor: start + insert.length },
        });
      },
    })),
    validFor: /^[\w./-]*$/,
  };
}
