/** The files in tabs with their problems, and what can be done with them. */
import { EditorState, type Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver';
import { isFileName, type NamedFile } from './contents.ts';
import { createEditor, editorExtensions, type Problem, showProblems } from './editor.ts';
import { type LanguageServer, nameOf } from './languageServer.ts';
import { toOffset } from './positions.ts';
import { showProblemList } from './problemList.ts';
import { TabList } from './tabList.ts';

/** The parts of the page, and a line for messages. */
export interface Page {
  readonly editor: HTMLElement;
  readonly tabs: HTMLElement;
  readonly problems: HTMLElement;
  readonly tell: (text: string) => void;
}

interface OpenFile {
  state: EditorState;
  problems: readonly Problem[];
}

/** The playground without the controls around it. */
export class Playground {
  readonly #server: LanguageServer;
  readonly #page: Page;
  readonly #extensions;
  readonly #view: EditorView;
  readonly #tabs: TabList;
  readonly #files = new Map<string, OpenFile>();
  #current = '';

  constructor(server: LanguageServer, page: Page) {
    this.#server = server;
    this.#page = page;
    this.#extensions = editorExtensions({
      server,
      current: () => this.#current,
      onChange: (text) => this.#changed(text),
    });
    this.#view = createEditor(page.editor, this.#extensions);
    this.#tabs = new TabList(page.tabs, (name) => this.#show(name));
  }

  /** All files with their present texts. */
  files(): NamedFile[] {
    this.#keepState();
    return [...this.#files].map(([name, { state }]) => ({ name, text: state.doc.toString() }));
  }

  /** Closes what is open and shows these files, the first one in the editor. */
  replaceFiles(files: readonly NamedFile[]): void {
    for (const name of this.#files.keys()) void this.#server.close(name);
    this.#files.clear();
    for (const file of files) this.#open(file);
    this.#current = '';
    const [first] = files;
    if (first) this.#show(first.name);
  }

  /** The name of the file that is shown. */
  get current(): string {
    return this.#current;
  }

  /** Shows a place, and moves the focus there. */
  reveal(name: string, range: Range): void {
    this.#show(name);
    const { doc } = this.#view.state;
    const selection = { anchor: toOffset(doc, range.start), head: toOffset(doc, range.end) };
    this.#view.dispatch({ selection, scrollIntoView: true });
    this.#view.focus();
  }

  /** Takes over the findings of a file, and asks for their fixes. */
  async setDiagnostics(name: string, diagnostics: readonly Diagnostic[]): Promise<void> {
    const texts = new Map([...this.#files.keys()].map((file) => [file, this.#text(file)]));
    this.#setProblems(
      name,
      diagnostics.map((diagnostic) => ({ diagnostic, fixes: [] })),
    );
    const problems = await Promise.all(
      diagnostics.map(async (diagnostic) => {
        const actions = await this.#server.fixes(name, diagnostic);
        const fixes = actions.map((action) => ({
          title: action.title,
          apply: () => this.#apply(action, texts),
        }));
        return { diagnostic, fixes };
      }),
    );
    if (this.#text(name) === texts.get(name) && problems.length > 0) this.#setProblems(name, problems);
  }

  /** Asks for a name and adds an empty file. */
  addFile(): void {
    const name = this.#askName('new.yaml');
    if (name === undefined) return;
    this.#open({ name, text: '' });
    this.#show(name);
    this.#view.focus();
  }

  /** Asks for another name of the file that is shown. */
  renameFile(): void {
    const name = this.#askName(this.#current);
    if (name === undefined) return;
    const files = this.files().map((file) => (file.name === this.#current ? { ...file, name } : file));
    this.replaceFiles(files);
    this.#show(name);
  }

  /** Removes the file that is shown, unless it is the only one. */
  removeFile(): void {
    if (this.#files.size < 2) {
      this.#page.tell('The last file stays.');
      return;
    }
    void this.#server.close(this.#current);
    this.#files.delete(this.#current);
    this.#current = '';
    this.#show([...this.#files.keys()][0] ?? '');
  }

  #open({ name, text }: NamedFile): void {
    this.#files.set(name, {
      state: EditorState.create({ doc: text, extensions: this.#extensions }),
      problems: [],
    });
    void this.#server.open(name, text);
  }

  #show(name: string): void {
    const file = this.#files.get(name);
    if (!file || name === this.#current) return;
    this.#keepState();
    this.#current = name;
    this.#view.setState(file.state);
    this.#refresh();
  }

  /** The view has the newest state of the file that it shows. */
  #keepState(): void {
    const shown = this.#files.get(this.#current);
    if (shown) shown.state = this.#view.state;
  }

  #text(name: string): Text | undefined {
    return name === this.#current ? this.#view.state.doc : this.#files.get(name)?.state.doc;
  }

  #setProblems(name: string, problems: readonly Problem[]): void {
    const file = this.#files.get(name);
    if (!file) return;
    file.problems = problems;
    this.#refresh();
    // For `npm run bench -- --playground`.
    if (problems.length > 0) performance.mark('diagnostics');
  }

  /** Fixes of the text before would change the wrong characters, so they go until the server has seen the new one. */
  #changed(text: string): void {
    void this.#server.change(this.#current, text);
    const file = this.#files.get(this.#current);
    if (!file) return;
    file.problems = file.problems.map(({ diagnostic }) => ({ diagnostic, fixes: [] }));
    this.#refreshLists();
  }

  #refresh(): void {
    showProblems(this.#view, this.#files.get(this.#current)?.problems ?? []);
    this.#refreshLists();
  }

  #refreshLists(): void {
    const problems = new Map([...this.#files].map(([name, file]) => [name, file.problems]));
    showProblemList(this.#page.problems, problems, (name, { range }) => this.reveal(name, range));
    this.#tabs.show([...this.#files.keys()], this.#current, (name) => problems.get(name)?.length ?? 0);
  }

  /** Changes every file of a fix, unless one has another text than the fix was made for. */
  #apply({ title, edit }: CodeAction, texts: ReadonlyMap<string, Text | undefined>): void {
    const changes = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => ({ name: nameOf(uri), edits }));
    if (changes.some(({ name }) => this.#text(name) !== texts.get(name))) {
      this.#page.tell('The text has changed since. Choose the fix again.');
      return;
    }
    for (const { name, edits } of changes) {
      const file = this.#files.get(name);
      const text = texts.get(name);
      if (!file || !text) continue;
      const spec = {
        changes: edits.map(({ range, newText }) => ({
          from: toOffset(text, range.start),
          to: toOffset(text, range.end),
          insert: newText,
        })),
      };
      if (name === this.#current) this.#view.dispatch(spec);
      else {
        file.state = file.state.update(spec).state;
        void this.#server.change(name, file.state.doc.toString());
      }
    }
    this.#page.tell(`Done: ${title}.`);
    this.#view.focus();
  }

  #askName(suggestion: string): string | undefined {
    const name = prompt('Name of the file', suggestion)?.trim();
    if (!name || name === this.#current) return undefined;
    if (isFileName(name) && !this.#files.has(name)) return name;
    this.#page.tell(
      this.#files.has(name) ? 'There is such a file.' : 'A name has letters, digits, “.”, “-”, “_” and “/”.',
    );
    return undefined;
  }
}
