import type { TextEdit } from 'vscode-languageserver';
import type { FoundSetting } from '../config/environmentReport.ts';
import type { Environment, Impact } from '../linkerd/environment/environment.ts';
import type { ReadRefusal } from '../workspace/fileHost.ts';

/** Texts in another language, by their English form. */
export type Translations = Readonly<Record<string, string>>;

/** What the client tells the server when it starts it. */
export interface InitializationOptions {
  /** Name of the client's command that opens a rule's page, if it has one. */
  readonly explainCommand?: string;
  /** Name of the client's command that opens what is written about an annotation or label, if hovers may call it. */
  readonly explainAnnotationCommand?: string;
  /** Name of the client's command that shows a file at a key, both given to it, after an action has written there. */
  readonly showFileCommand?: string;
  /** What each rule finds in a sentence, in the client's language, by rule id. */
  readonly ruleSummaries?: Readonly<Record<string, string>>;
  /** Whether the server must ask the client for files ({@link READ_FILE_REQUEST}). */
  readonly readsFilesThroughClient?: boolean;
  /** Translations of the server's texts; without them the server looks for some of the client's locale. */
  readonly l10nBundle?: Translations;
  /** Settings, for clients that answer no `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Client asks with {@link DocumentParams}, server answers with {@link FixAllReport}: what fixes all that is safe? */
export const FIX_ALL_REQUEST = 'linkerdLint/fixAll';

/** The safe fixes of a document, and what they come to. */
export interface FixAllReport {
  readonly edits: readonly TextEdit[];
  /** How many findings are fixed. */
  readonly fixed: number;
  /** How many findings are left. */
  readonly left: number;
}

/**
 * The command of `workspace/executeCommand` that says why there are findings on a line, or none: with the document's URI
 * and the line, from 0, as arguments; answered with a text. Clients of ours run it for a command of the same name.
 */
export const EXPLAIN_LINE = 'linkerdLint.explainLine';

/** Client asks with {@link DocumentParams}, server answers with {@link EnvironmentReport}: by what is a document judged? */
export const ENVIRONMENT_REQUEST = 'linkerdLint/environment';

/** The environment that a document is judged by. */
export interface EnvironmentReport extends Environment {
  readonly impact: Impact;
  readonly reason: string;
  /** The configuration file that has a part in it. */
  readonly configUri: string | undefined;
  /** Whether the editor's settings have a part in it. */
  readonly isFromSettings: boolean;
  /** What the repository's own files say, for what nobody has set. */
  readonly found: readonly FoundSetting[];
  /** All of it in lines to print. */
  readonly lines: readonly string[];
}

/** Server tells, without parameters: what {@link ENVIRONMENT_REQUEST} answers may have changed. */
export const ENVIRONMENT_CHANGED = 'linkerdLint/environmentChanged';

/** Server asks with {@link ReadFileParams}, where it has no file system itself; answered with {@link ReadFileResult}. */
export const READ_FILE_REQUEST = 'linkerdLint/readFile';

/** Says which file is wanted. */
export interface ReadFileParams extends DocumentParams {
  /** Bytes; a larger file is not read. */
  readonly limit: number;
}

/** The text of a file; neither member where there is none. */
export interface ReadFileResult {
  readonly text?: string;
  /** Why a file that is there was not read. */
  readonly refusal?: ReadRefusal;
}

/** Names the file or document that a request is about. */
export interface DocumentParams {
  readonly uri: string;
}

/** Server asks with {@link ListFilesParams}, where it has no file system itself: the URIs of files in a folder. */
export const LIST_FILES_REQUEST = 'linkerdLint/listFiles';

/** Says which files are asked for. */
export interface ListFilesParams {
  /** The folder. Its own folders count too. */
  readonly uri: string;
  /** How their names end: `.yaml`. */
  readonly endings: readonly string[];
  /** How many at the most. */
  readonly limit: number;
}
