import type { Position, TextEdit } from 'vscode-languageserver';
import type { FoundSetting } from '../config/environmentReport.ts';
import type { TrafficPicture } from '../features/traffic/trafficPicture.ts';
import type { TrafficScope } from '../features/traffic/trafficScope.ts';
import type { Environment, Impact } from '../linkerd/environment/environment.ts';
import type { ReadRefusal } from '../workspace/fileHost.ts';

/** Texts in another language, by their English form. */
export type Translations = Readonly<Record<string, string>>;

/** What the client sends on starting the server. */
export interface InitializationOptions {
  /** Name of the client's command that opens a rule's page, if it has one. */
  readonly explainCommand?: string;
  /** Name of the client's command that opens the documentation of an annotation or label, if hovers may call it. */
  readonly explainAnnotationCommand?: string;
  /** Name of the client's command that shows a file at a key, with both as arguments, after an action wrote it. */
  readonly showFileCommand?: string;
  /** Name of the client's command that shows places, with a URI, a position and locations as arguments. */
  readonly showReferencesCommand?: string;
  /** The summary of each rule in the client's language, by rule id. */
  readonly ruleSummaries?: Readonly<Record<string, string>>;
  /** Whether the server must ask the client for files ({@link READ_FILE_REQUEST}). */
  readonly readsFilesThroughClient?: boolean;
  /** Translations of the server's texts. Without them, the server looks for some in the client's locale. */
  readonly l10nBundle?: Translations;
  /** Settings, for clients that do not support `workspace/configuration`. */
  readonly settings?: unknown;
}

/**
 * Request of the client with {@link DocumentParams} for all safe fixes of a document; answered with {@link
 * FixAllReport}.
 */
export const FIX_ALL_REQUEST = 'linkerdLint/fixAll';

/** The safe fixes of a document, with their counts. */
export interface FixAllReport {
  readonly edits: readonly TextEdit[];
  /** Number of findings that are fixed. */
  readonly fixed: number;
  /** Number of findings that are left. */
  readonly left: number;
}

/**
 * The command of `workspace/executeCommand` that explains the findings of a line, or why there are none: its
 * arguments are the document's URI and the line, from 0; the answer is a text. Our own clients run it for a command
 * of the same name.
 */
export const EXPLAIN_LINE = 'linkerdLint.explainLine';

/**
 * Request of the client with {@link DocumentParams} for a document's environment; answered with {@link
 * EnvironmentReport}.
 */
export const ENVIRONMENT_REQUEST = 'linkerdLint/environment';

/** The environment that applies to a document. */
export interface EnvironmentReport extends Environment {
  readonly impact: Impact;
  readonly reason: string;
  /** The configuration file that contributes to it. */
  readonly configUri: string | undefined;
  /** Whether the editor's settings contribute to it. */
  readonly isFromSettings: boolean;
  /** What the repository's own files say about settings that are not set. */
  readonly found: readonly FoundSetting[];
  /** All of it in lines to print. */
  readonly lines: readonly string[];
}

/** Notification of the server without parameters: answers to {@link ENVIRONMENT_REQUEST} may have changed. */
export const ENVIRONMENT_CHANGED = 'linkerdLint/environmentChanged';

/**
 * Request of the client with {@link TrafficParams} for the effective traffic of workloads; answered with {@link
 * TrafficPicture}, or null where no mesh is read around the file.
 */
export const TRAFFIC_REQUEST = 'linkerdLint/traffic';

/** The file around which, and the workloads for which traffic is wanted. */
export interface TrafficParams extends DocumentParams {
  /** Where the cursor is. */
  readonly position?: Position;
  /** Counts before the cursor. */
  readonly scope?: TrafficScope;
}

export type { PictureCell, PictureNode } from '../features/traffic/trafficPicture.ts';
export type { TrafficPicture, TrafficScope };

/** Notification of the server without parameters: files changed on the disk, and so may answers to {@link TRAFFIC_REQUEST}. */
export const TRAFFIC_CHANGED = 'linkerdLint/trafficChanged';

/**
 * Request of the client without parameters for the reference of annotations and labels; answered with Markdown in the
 * client's language.
 */
export const ANNOTATIONS_PAGE_REQUEST = 'linkerdLint/annotationsPage';

/** Request of a server without a file system, with {@link ReadFileParams}; answered with {@link ReadFileResult}. */
export const READ_FILE_REQUEST = 'linkerdLint/readFile';

/** Which file to read. */
export interface ReadFileParams extends DocumentParams {
  /** Bytes; a larger file is not read. */
  readonly limit: number;
}

/** The text of a file; empty if there is none. */
export interface ReadFileResult {
  readonly text?: string;
  /** Why an existing file was not read. */
  readonly refusal?: ReadRefusal;
}

/** The file or document of a request. */
export interface DocumentParams {
  readonly uri: string;
}

/** Request of a server without a file system for the URIs of files in a folder, with {@link ListFilesParams}. */
export const LIST_FILES_REQUEST = 'linkerdLint/listFiles';

/** Which files to list. */
export interface ListFilesParams {
  /** The folder; its subfolders are included. */
  readonly uri: string;
  /** Endings of the names: `.yaml`. */
  readonly endings: readonly string[];
  /** Maximum number of files. */
  readonly limit: number;
}
