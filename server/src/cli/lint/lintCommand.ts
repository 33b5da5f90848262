import type { LintArguments } from '../arguments/lintArguments.ts';
import { type CollectedFile, collectFiles, describeIoError, isNamed } from '../files/collect.ts';
import { cutOffList } from '../files/cutOffList.ts';
import { Disk } from '../files/disk.ts';
import {
  FileReader,
  REFUSALS,
  type Reading,
  SKIP_REASONS,
  type Skipped,
  unreadName,
  whyUnreadable,
} from '../files/fileReader.ts';
import { FileSearch } from '../files/search.ts';
import { readStandardInput } from '../files/standardInput.ts';
import { FileTree } from '../files/tree.ts';
import { nothingFound, notRead } from '../formats/summary.ts';
import { Messages } from '../messages.ts';
import { displayPath } from '../paths.ts';
import { write } from '../terminal.ts';
import type { LintSession } from './lintSession.ts';
import { Progress } from './progress.ts';

/** A run over fewer files ends before V8 optimizes anything. */
const MANY_FILES = 50;

/** Maximum number of skipped files to name; more would hide the findings. */
const MOST_SKIPPED = 5;

/** Lints what the arguments name and reports it. Returns the exit status. */
export async function lint(given: LintArguments): Promise<number> {
  const command = new LintCommand(given);
  if (given.paths[0] === '-') await command.lintStandardInput();
  else await command.lintFiles();
  return command.finish();
}

/** One run. Most files do not concern Linkerd; the engine is loaded for the first one that does. */
class LintCommand {
  readonly #given: LintArguments;
  readonly #messages: Messages;
  #session: Promise<LintSession> | undefined;
  readonly #skipped: string[] = [];
  readonly #tree = new FileTree();
  readonly #search = new FileSearch();
  #count = 0;
  #checked = 0;
  #unread = 0;

  constructor(given: LintArguments) {
    this.#given = given;
    this.#messages = new Messages(given.isQuiet);
    // Arguments that name rules or a file are checked even if no file needs them.
    if (given.rules.length > 0 || given.config || given.baseline !== undefined)
      this.#session = this.#startSession();
  }

  async lintStandardInput(): Promise<void> {
    const session = await this.#requireSession();
    const input = this.#readInput(session);
    if (input) await session.lintInput(input);
  }

  /** A function of its own, so that nothing refers to the bytes while they are linted. */
  #readInput(session: LintSession): ReturnType<LintSession['decode']> | undefined {
    const bytes = readStandardInput();
    const reason = whyUnreadable(bytes);
    if (reason) {
      this.#unread = 1;
      this.#messages.fail(`standard input was not linted: ${SKIP_REASONS[reason]}.`);
      session.passOn(bytes);
      return undefined;
    }
    this.#checked = 1;
    this.#refuseCutOff('Standard input', bytes);
    return session.decode(bytes);
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
    const collected = files.map(({ path }) => path);
    if (this.#given.renders) await (await this.#requireSession()).render(collected);
    for (const file of files) {
      const reading = this.#read(reader, file);
      if (!reading || reading.kind === 'skipped') this.#unread++;
      else this.#checked++;
      if (reading?.kind === 'relevant') {
        this.#refuseCutOff(displayPath(file.path), reading.bytes);
        await (await this.#requireSession()).lintFile(file.path, reading.bytes);
      } else if (reading?.kind === 'skipped') this.#skip(file, reading);
      progress.update(this.#checked + this.#unread);
    }
    if (this.#session) {
      const paths = new Set(files.map(({ path }) => path));
      const session = await this.#session;
      await session.lintValuesFiles(paths);
      await session.lintOthers(paths);
      await session.lintRenderedFiles(paths);
      for (const [path, reason] of session.unreadOthers(paths)) {
        this.#unread++;
        this.#skipped.push(
          `${unreadName(path, reason)} was not read because ${REFUSALS[reason]}; it may contain any resource, so nothing is reported as missing.`,
        );
      }
    }
    progress.erase();
    for (const skipped of this.#skipped.slice(0, MOST_SKIPPED)) this.#messages.note(skipped);
    const more = this.#skipped.length - MOST_SKIPPED;
    if (more > 0) this.#messages.note(`${more} more files were skipped for these reasons.`);
  }

  async finish(): Promise<number> {
    const needsSession = this.#session || this.#given.outputs.some(({ format }) => format !== 'text');
    if (needsSession) return (await this.#requireSession()).finish(this.#checked, this.#unread);
    const { isQuiet, isDiff } = this.#given;
    const sentences = [
      ...(this.#messages.hasFailed ? [] : [nothingFound(this.#checked)]),
      ...(this.#unread > 0 ? [notRead(this.#unread)] : []),
    ];
    if (!isQuiet && !isDiff && sentences.length > 0) write(1, `${sentences.join(' ')}\n`);
    return this.#messages.hasFailed ? 2 : 0;
  }

  /** A file that is named or about Linkerd is wanted; another one that was found may well be something else. */
  #skip(file: CollectedFile, { reason, mentionsLinkerd }: Skipped): void {
    const message = `${displayPath(file.path)} was skipped: ${SKIP_REASONS[reason]}.`;
    if (isNamed(file) || mentionsLinkerd) this.#messages.fail(message);
    else this.#skipped.push(message);
  }

  #refuseCutOff(name: string, bytes: Buffer): void {
    const problem = cutOffList(bytes);
    if (problem !== undefined) this.#messages.fail(`${name} ${problem}.`);
  }

  #requireSession(): Promise<LintSession> {
    this.#session ??= this.#startSession();
    return this.#session;
  }

  async #startSession(): Promise<LintSession> {
    if (this.#count > MANY_FILES) await disableInlining();
    const { LintSession } = await import('./lintSession.ts');
    return LintSession.start(this.#given, this.#messages, new Disk(this.#tree, this.#search));
  }

  /** Reads a file. If that fails, reports it and continues. */
  #read(reader: FileReader, file: CollectedFile): Reading | undefined {
    const { path } = file;
    try {
      if (isNamed(file)) return this.#tree.lookAt(path)?.reading ?? reader.readNamed(path);
      return this.#search.look(file).reading ?? reader.readFound(path);
    } catch (error) {
      this.#messages.fail(`${displayPath(path)} ${describeIoError(error)}.`);
      return undefined;
    }
  }
}

/**
 * Makes V8 optimize without inlining. V8 optimizes in up to four threads, which compete with ours for the cores, and
 * a run over a repository is half over before inlined code pays: with inlining, 10,000 files take 17 % more CPU time.
 * Code compiled before stays valid, including the compile cache's.
 */
async function disableInlining(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--no-turbo-inlining');
}
