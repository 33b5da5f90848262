import type { AppliedSums } from '../engine/appliedSums.ts';
import { carriedFindings, showSame } from '../engine/carriedFindings.ts';
import type { LintSettings, RuleFailure } from '../engine/lintDocument.ts';
import type { Linter } from '../engine/linter.ts';
import type { SourceFile } from '../engine/sourceFile.ts';
import { type SumFindings, type SumLinter, sumLinterOf } from '../engine/sumFindings.ts';
import type { EditorDocument } from './editorDocument.ts';
import type { OpenFiles } from './openFiles.ts';

/** What the findings depend on. */
interface Surroundings {
  readonly files: OpenFiles;
  readonly linter: Linter;
  readonly onFailure: RuleFailure;
}

/** What many kustomizations make of one version of a file. */
interface JudgedVersion {
  readonly file: SourceFile;
  readonly settings: LintSettings;
  readonly sums: SumFindings;
}

/** How long nothing is typed in a file before many kustomizations are judged: a key that is held down repeats sooner. */
const PAUSE_MS = 50;

/** Steps of builds for which the pause is a millisecond longer: while the user types, they take at most half of the time. */
const STEPS_PER_MS = 2_000;

/**
 * What kustomizations make of open files. While the user types, nothing waits for many of them: until a pause, what they made of
 * an earlier version counts.
 */
export class SumsWhileTyping {
  readonly #around: Surroundings;
  readonly #onOther: (uri: string) => void;
  readonly #judged = new WeakMap<EditorDocument, JudgedVersion>();
  /** Versions that are judged after a pause. */
  readonly #waiting = new WeakSet<SourceFile>();

  /** @param onOther called with the URI of a file if what they make of it after a pause is something else */
  constructor(around: Surroundings, onOther: (uri: string) => void) {
    this.#around = around;
    this.#onOther = onOther;
  }

  /** What they make of a version of a document; undefined if none uses it. */
  async findings(
    sums: AppliedSums,
    document: EditorDocument,
    file: SourceFile,
    settings: LintSettings,
    isTyping: boolean,
  ): Promise<SumFindings | undefined> {
    const linter = sumLinterOf(sums, this.#around.linter);
    const carried = isTyping ? this.#carried(document, file, settings) : undefined;
    if (!carried) return this.#judge(linter, document, file, settings);
    void this.#judgeLater(linter, document, file, settings, carried);
    return carried;
  }

  /** What kustomizations make of a file, which is remembered for its next version. */
  async #judge(
    linter: SumLinter,
    document: EditorDocument,
    file: SourceFile,
    settings: LintSettings,
  ): Promise<SumFindings | undefined> {
    const sums = await linter.findings(document.uri, file, settings);
    if (sums?.isOfMany) this.#judged.set(document, { file, settings, sums });
    else this.#judged.delete(document);
    return sums;
  }

  /** What many kustomizations made of an earlier version; undefined if there is none, or they are few. */
  #carried(document: EditorDocument, file: SourceFile, settings: LintSettings): SumFindings | undefined {
    const judged = this.#judged.get(document);
    if (!judged || judged.file === file || judged.settings !== settings) return undefined;
    const own = this.#around.linter.lintUnsuppressed(file, settings).findings;
    return carriedFindings(judged.sums, judged.file, file, own);
  }

  /** Judges what kustomizations make of a version, unless something is typed meanwhile. */
  async #judgeLater(
    linter: SumLinter,
    document: EditorDocument,
    file: SourceFile,
    settings: LintSettings,
    carried: SumFindings,
  ): Promise<void> {
    const { files, onFailure } = this.#around;
    const { uri } = document;
    if (this.#waiting.has(file)) return;
    this.#waiting.add(file);
    const isWanted = () => files.get(uri) === document && files.read(document) === file;
    const pause = Math.max(PAUSE_MS, carried.steps / STEPS_PER_MS);
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      if (!isWanted() || !(await linter.prepare(uri, settings, isWanted))) return;
      const sums = await this.#judge(linter, document, file, settings);
      if (!sums || !showSame(carried, sums)) this.#onOther(uri);
    } catch (error) {
      onFailure('kustomization', error);
    }
  }
}
