import { readFileSync } from 'node:fs';
import type { LintArguments } from './arguments/lintArguments.ts';
import { type CollectedFile, collectFiles, isNamed, reasonWhy } from './files/collect.ts';
import { Disk } from './files/disk.ts';
import { FileReader, type Reading, type SkipReason } from './files/fileReader.ts';
import { FileSearch } from './files/search.ts';
import { FileTree } from './files/tree.ts';
import { nothingFound } from './formats/summary.ts';
import type { Linting } from './linting.ts';
import { Messages } from './messages.ts';
import { displayPath } from './paths.ts';
import { Progress } from './progress.ts';
import { write } from './terminal.ts';

/** A run over so many files is over before V8 has optimized anything. */
const FEW = 50;

/** Names of skipped files beyond these would bury the findings. */
const MOST_SKIPPED = 5;

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  binary: 'it is binary',
  'UTF-16': 'it is UTF-16; save it as UTF-8',
  large: 'it is larger than 10 MB; name it to have it linted',
};

/** Lints what the arguments name and reports it. Gives the exit status. */
export async function run(given: LintArguments): Promise<number> {
  const work = new Work(given);
  if (given.paths[0] === '-') await work.lintStandardInput();
  else await work.lintFiles();
  return work.finish();
}

/** One run. The engine is loaded when the first file turns up that concerns Linkerd. */
class Work {
  readonly #given: LintArguments;
  readonly #messages: Messages;
  #linting: Promise<Linting> | undefined;
  readonly #skipped: string[] = [];
  readonly #tree = new FileTree();
  readonly #search = new FileSearch();
  #count = 0;
  #checked = 0;

  constructor(given: LintArguments) {
    this.#given = given;
    this.#messages = new Messages(given.isQuiet);
    // What names rules or a file wants to be checked whether or not anything depends on it.
    if (given.rules.length > 0 || given.config || given.baseline !== undefined) this.#linting = this.#load();
  }

  async lintStandardInput(): Promise<void> {
    const linting = await this.#engine();
    this.#checked = 1;
    await linting.lintInput(readFileSync(0));
  }

  async lintFiles(): Promise<void> {
    const files = await collectFiles(this.#given.paths, this.#tree, {
      respectsGitignore: this.#given.respectsGitignore,
      onProblem: (path, problem) => this.#messages.fail(`${path} ${problem}.`),
    });
    this.#count = files.length;
    const reader = new FileReader();
    const progress = new Progress(files.length, this.#given.isQuiet);
    this.#messages.beforeEach(() => progress.erase());
    for (const file of files) {
      const reading = this.#read(reader, file);
      if (reading?.kind === 'relevant') await (await this.#engine()).lintFile(file.path, reading.bytes);
      else if (reading?.kind === 'skipped')
        this.#skipped.push(`${displayPath(file.path)} was skipped: ${SKIPPED[reading.reason]}.`);
      progress.update(++this.#checked);
    }
    progress.erase();
    for (const skipped of this.#skipped.slice(0, MOST_SKIPPED)) this.#messages.note(skipped);
    const more = this.#skipped.length - MOST_SKIPPED;
    if (more > 0) this.#messages.note(`${more} more files were skipped for such reasons.`);
  }

  async finish(): Promise<number> {
    const needsEngine = this.#linting || this.#given.outputs.some(({ format }) => format !== 'text');
    if (needsEngine) return this.#finishLinting(await this.#engine());
    const { isQuiet, isDiff } = this.#given;
    if (!isQuiet && !isDiff && !this.#messages.hasFailed) write(1, nothingFound(this.#checked));
    return this.#messages.hasFailed ? 2 : 0;
  }

  async #finishLinting(linting: Linting): Promise<number> {
    const status = await linting.finish(this.#checked);
    const { keepCompiledCode } = await import('../startup/bundles.ts');
    keepCompiledCode(() => linting.practise());
    return status;
  }

  #engine(): Promise<Linting> {
    this.#linting ??= this.#load();
    return this.#linting;
  }

  async #load(): Promise<Linting> {
    const { loadEngine } = await import('./engine.ts');
    if (this.#count > FEW) {
      const { NO_INLINING, tune } = await import('../startup/tuning.ts');
      tune(NO_INLINING);
    }
    return loadEngine().Linting.start(this.#given, this.#messages, new Disk(this.#tree, this.#search));
  }

  /** Reads a file; one that cannot be read costs a message, and the others go on. */
  #read(reader: FileReader, file: CollectedFile): Reading | undefined {
    const { path } = file;
    try {
      if (isNamed(file)) return this.#tree.lookAt(path)?.reading ?? reader.readNamed(path);
      return this.#search.look(file).reading ?? reader.readFound(path);
    } catch (error) {
      this.#messages.fail(`${displayPath(path)} ${reasonWhy(error)}.`);
      return undefined;
    }
  }
}
