import type { Finding } from '../../engine/finding.ts';
import type { LintSettings } from '../../engine/lintDocument.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import type { LintArguments } from '../arguments/lintArguments.ts';
import type { Messages } from '../messages.ts';
import type { Judge } from '../render/rendering.ts';

/** The findings in what charts and kustomizations come to, by the files that made them. */
export class RenderedFindings {
  readonly #given: LintArguments;
  readonly #messages: Messages;
  readonly #judge: Judge;
  readonly #found = new Map<string, Finding[]>();

  constructor(given: LintArguments, messages: Messages, judge: Judge) {
    this.#given = given;
    this.#messages = messages;
    this.#judge = judge;
  }

  /** Renders what is among some files. */
  async render(paths: readonly string[]): Promise<void> {
    const { lintRendered } = await import('../render/rendering.ts');
    for (const { path, finding } of await lintRendered(paths, this.#given, this.#messages, this.#judge))
      this.#found.set(path, [...(this.#found.get(path) ?? []), finding]);
  }

  /** The files that made something wrong. */
  get paths(): Iterable<string> {
    return this.#found.keys();
  }

  /** Those that a file made, without what the file itself has on the same line: the rules' own, and those of the mesh. */
  findings(
    path: string,
    file: SourceFile,
    settings: LintSettings,
    meshFindings: readonly Finding[],
  ): readonly Finding[] {
    const found = this.#found.get(path);
    if (!found) return [];
    const lines = new LineIndex(file.text);
    const lineOf = ({ rule, range }: Finding) => `${rule} ${lines.positionAt(range.start).line}`;
    const own = this.#judge.linter.lintUnsuppressed(file, settings).findings;
    const known = new Set([...own, ...meshFindings].map(lineOf));
    return found.filter((finding) => !known.has(lineOf(finding)));
  }
}
