import { isUtf8 } from 'node:buffer';
import { fstatSync } from 'node:fs';
import type { ResolvedSettings } from '../../config/settingsResolver.ts';
import { ChartFindings } from '../../engine/chartFindings.ts';
import { isAllControlled } from '../../engine/clusterObjects.ts';
import type { Finding } from '../../engine/finding.ts';
import { anyFix, type FixChoice, fixAllAmongOthers, safeFix } from '../../engine/fixAll.ts';
import type { LintSettings, RuleFailure } from '../../engine/lintDocument.ts';
import { type FromOtherFiles, Linter } from '../../engine/linter.ts';
import type { UnreadReason } from '../../engine/repositoryMesh.ts';
import { SourceFile } from '../../engine/sourceFile.ts';
import { mayDeploy } from '../../facts/meshWords.ts';
import { isKustomization } from '../../mesh/filePlacements.ts';
import { ACROSS_FILES, ALL_RULES } from '../../rules/allRules.ts';
import { withCompanion } from '../../rules/fixes/serviceCompanion.ts';
import { RULES } from '../../rules/registry.ts';
import type { ListingHost } from '../../workspace/fileHost.ts';
import { fails, type LintArguments, type Output } from '../arguments/lintArguments.ts';
import { leavesTree } from '../files/boundary.ts';
import { describeIoError } from '../files/collect.ts';
import type { Disk } from '../files/disk.ts';
import { readNamedFile } from '../files/fileReader.ts';
import { ChangedMeanwhile, replaceFile, writeReport } from '../files/write.ts';
import { unifiedDiff } from '../formats/diff.ts';
import { render } from '../formats/render.ts';
import { type LintedFile, lintedFile, type Report } from '../formats/report.ts';
import type { TextStyle } from '../formats/text.ts';
import type { Messages } from '../messages.ts';
import { displayPath, displayUri, uriOf } from '../paths.ts';
import { rulePage } from '../rulePages.ts';
import { SettingsSource } from '../settingsSource.ts';
import {
  escapeControlCharactersInLines,
  inLog,
  isTerminal,
  paintFor,
  terminalColumns,
  wantsColor,
  write,
} from '../terminal.ts';
import { Baselines } from './baselines.ts';
import { clusterFindings } from './clusterFindings.ts';
import { Meshes } from './meshes.ts';
import { RenderedFindings } from './renderedFindings.ts';

/** The width of source lines if there is no terminal. */
const USUAL_COLUMNS = 100;

/** Standard input. */
interface Input {
  readonly text: string;
  /** Whether the text is all that the bytes say. */
  readonly isExact: boolean;
  /** Empty unless the run is a filter. */
  readonly bytes: Buffer;
}

/** What was found in a file. */
interface Linted {
  readonly resolved: ResolvedSettings;
  readonly found: LintedFile;
  /** Undefined if the text stays. */
  readonly fix: Fix | undefined;
}

/** What comes of the fixes of a file once their text is in its place. */
interface Fix {
  readonly after: string;
  readonly count: number;
  readonly left: LintedFile;
}

/** The part of a run that needs the engine: lints, fixes and reports. */
export class LintSession {
  readonly #given: LintArguments;
  readonly #messages: Messages;
  readonly #linter: Linter;
  readonly #settings: SettingsSource;
  /** Undefined if findings may not depend on other resources. */
  readonly #meshes: Meshes | undefined;
  readonly #baselines: Baselines;
  readonly #files: LintedFile[] = [];
  readonly #diffs: string[] = [];
  /** Undefined unless the user asks for them. */
  readonly #charts: ChartFindings | undefined;
  readonly #rendered: RenderedFindings;
  /** The files that were linted: their names by path. */
  readonly #linted = new Map<string, string>();
  #fixed = 0;

  private constructor(given: LintArguments, messages: Messages, settings: SettingsSource, disk: Disk) {
    const onFailure: RuleFailure = (rule, error) => messages.fail(`rule ${rule} failed: ${String(error)}`);
    this.#given = given;
    this.#messages = messages;
    this.#linter = new Linter(RULES, onFailure, ACROSS_FILES);
    this.#settings = settings;
    this.#meshes = given.judgesMesh
      ? new Meshes(meshHost(given, disk), given, onFailure, this.#linter)
      : undefined;
    this.#baselines = new Baselines(given, messages);
    this.#charts = given.judgesDefaults
      ? new ChartFindings(meshHost(given, disk), this.#linter, (chart) =>
          messages.note(`${displayUri(chart)} has 500 files or more, so --chart-defaults does not check it.`),
        )
      : undefined;
    this.#rendered = new RenderedFindings(given, messages, {
      linter: this.#linter,
      onFailure,
      settingsOf: async (path) => (await this.#settings.of(path)).settings,
    });
  }

  /** @throws Misuse if the arguments name a rule or a file that does not exist */
  static async start(given: LintArguments, messages: Messages, disk: Disk): Promise<LintSession> {
    return new LintSession(given, messages, await SettingsSource.start(given, messages, disk), disk);
  }

  /** Lints a file, and with `--fix` writes it. `bytes` are its content. */
  async lintFile(path: string, bytes: Buffer): Promise<void> {
    const name = displayPath(path);
    this.#linted.set(path, name);
    try {
      const isExact = isUtf8(bytes);
      if (!isExact)
        this.#messages.note(
          `${name} is not valid UTF-8: invalid bytes are shown as \uFFFD, and the file will not be changed.`,
        );
      const linted = await this.#lint(path, name, bytes.toString());
      if (linted) this.#report(path, linted, (after) => this.#write(path, isExact, bytes, after));
    } catch (error) {
      this.#messages.fail(
        `${name} cannot be linted: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** Lints those files that do not mention Linkerd but have values of its charts. */
  async lintValuesFiles(paths: ReadonlySet<string>): Promise<void> {
    for (const path of this.#settings.valuesFiles(paths))
      if (!this.#linted.has(path)) await this.lintFile(path, readNamedFile(path));
  }

  /** Renders the charts and kustomizations among some files, for the findings in what comes of them. */
  render(paths: readonly string[]): Promise<void> {
    return this.#rendered.render(paths);
  }

  /** Lints those files that do not mention Linkerd but made something wrong in what was rendered. */
  async lintRenderedFiles(paths: ReadonlySet<string>): Promise<void> {
    for (const path of this.#rendered.paths)
      if (!this.#linted.has(path)) await this.lintFile(path, readNamedFile(path));
    this.#sort(paths);
  }

  /** Lints those files that do not mention Linkerd but have findings that involve others. */
  async lintOthers(paths: ReadonlySet<string>): Promise<void> {
    for (const path of this.#meshes?.paths ?? []) {
      if (!paths.has(path) || this.#linted.has(path)) continue;
      const { settings, isIgnored } = await this.#settings.of(path);
      if (!isIgnored && (await this.#meshes?.hasFindings(path, settings)))
        await this.lintFile(path, readNamedFile(path));
    }
    for (const path of this.#meshes?.appliedBesides ?? [])
      if (paths.has(path) && !this.#linted.has(path) && (await this.#hasSumFindings(path)))
        await this.lintFile(path, readNamedFile(path));
    this.#sort(paths);
  }

  async #hasSumFindings(path: string): Promise<boolean> {
    const { settings, isIgnored } = await this.#settings.of(path);
    if (isIgnored) return false;
    const file = SourceFile.read(readNamedFile(path).toString());
    const found = await this.#meshes?.sumFindings(path, file, settings, true);
    if (found !== undefined && found.added.length > 0) return true;
    if (!isKustomization(path) && !mayDeploy(file.text)) return false;
    return ((await this.#meshes?.findings(path, file, settings, true)) ?? []).length > 0;
  }

  /** In the order of the files that were named or found; others, such as values files that were given, come first. */
  #sort(paths: ReadonlySet<string>): void {
    const order = new Map([...paths].map((path, index) => [this.#linted.get(path), index]));
    this.#files.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  }

  /** The files that only the mesh reads and that could not be read, in order of their paths, with the reason. */
  unreadOthers(paths: ReadonlySet<string>): readonly (readonly [path: string, reason: UnreadReason])[] {
    const unread = [...(this.#meshes?.unread ?? [])].filter(([path]) => !paths.has(path));
    return unread.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Decodes standard input. Its bytes are as long as the text and kept only for a filter. */
  decode(bytes: Buffer): Input {
    return {
      text: bytes.toString(),
      isExact: isUtf8(bytes),
      bytes: this.#isFilter ? bytes : Buffer.of(),
    };
  }

  /** Lints standard input. With `--fix` the fixed text goes to standard output. */
  async lintInput({ text, isExact, bytes }: Input): Promise<void> {
    const name = displayPath(this.#given.stdinFilename);
    const linted = await this.#lint(this.#given.stdinFilename, name, text);
    let output = bytes;
    if (linted)
      this.#report(this.#given.stdinFilename, linted, (after) => {
        if (isExact) output = Buffer.from(after);
        else this.#messages.fail('standard input is not valid UTF-8 and was not changed.');
        return isExact;
      });
    this.passOn(output);
  }

  /** Copies standard input to standard output unchanged, if the run is a filter. */
  passOn(bytes: Buffer): void {
    if (this.#isFilter) write(1, bytes);
  }

  /** Writes every report. Returns the exit status. */
  async finish(checked: number, unread: number): Promise<number> {
    this.#baselines.finish();
    const files = this.#given.isQuiet ? this.#files.map((file) => this.#onlyFailing(file)) : this.#files;
    const report: Report = {
      files,
      checked,
      unread,
      fixed: this.#fixed,
      failOn: this.#given.failOn,
      isWhole: !this.#messages.hasFailed,
    };
    this.#printDiffs();
    if (this.#given.isDiff && this.#diffs.length === 0) this.#messages.note('nothing would be fixed.');
    for (const output of this.#given.outputs) await this.#print(output, report);
    return this.#status();
  }

  /** Whether standard output gets the fixed text, so that reports must go elsewhere. */
  get #isFilter(): boolean {
    return this.#given.paths[0] === '-' && this.#given.fix !== 'none' && !this.#given.isDiff;
  }

  /** Undefined for a file that the configuration ignores. */
  async #lint(path: string, name: string, text: string): Promise<Linted | undefined> {
    const resolved = await this.#settings.of(path);
    if (resolved.isIgnored) return undefined;
    const { settings } = resolved;
    const file = SourceFile.readOnce(text);
    const isOnDisk = this.#given.paths[0] !== '-';
    const findings = await this.#findingsIn(path, file, settings, isOnDisk);
    const isFixing = this.#given.fix !== 'none' && findings.some(({ fixes }) => fixes.length > 0);
    const found = lintedFile(name, text, findings);
    const fix = isFixing ? await this.#fix(path, found, file, settings, isOnDisk) : undefined;
    return { resolved, found, fix };
  }

  /** Reports what is left after the fixes, or everything if `write` cannot put their text in place. */
  #report(path: string, { resolved, found, fix }: Linted, write: (after: string) => boolean): void {
    const isFixed = fix !== undefined && write(fix.after);
    if (isFixed) this.#fixed += fix.count;
    this.#files.push(this.#baselines.apply(path, isFixed ? fix.left : found, resolved));
  }

  async #findingsIn(
    path: string,
    file: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<Finding[]> {
    const more = await this.#othersOn(path, file, settings, isOnDisk);
    // In a complete set the controller is there too, with the same finding in its template.
    const isLeftOut = this.#given.isComplete ? isAllControlled : undefined;
    const findings = this.#linter.lint(file, settings, more, isLeftOut);
    return this.#given.isComplete ? clusterFindings(file, findings) : findings;
  }

  /** What other files say of a file as it is here; undefined if it is judged by itself. */
  async #othersOn(
    path: string,
    file: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<FromOtherFiles | undefined> {
    const meshFindings = await this.#meshes?.findings(path, file, settings, isOnDisk);
    const defaults = (await this.#charts?.findings(uriOf(path), file, settings)) ?? [];
    const sums = await this.#meshes?.sumFindings(path, file, settings, isOnDisk);
    const inOutput = [...(meshFindings ?? []), ...(sums?.added ?? [])];
    const others = [...defaults, ...this.#rendered.findings(path, file, settings, inOutput)];
    if (!meshFindings && others.length === 0) return undefined;
    return {
      findings: [...(meshFindings ?? []).map(withOwnFixes), ...(sums?.added ?? []), ...others],
      isRepaired: sums?.isRepaired,
    };
  }

  /** Undefined if nothing can be fixed, and for a diff, which only shows the fixes. */
  async #fix(
    path: string,
    file: LintedFile,
    source: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<Fix | undefined> {
    const choose = this.#given.fix === 'suggestions' ? anyFixWithCompanion : safeFix;
    const askOthers = async (version: SourceFile) => {
      const isUnchanged = version.text === file.text;
      const others = await this.#othersOn(
        path,
        isUnchanged ? source : version,
        settings,
        isUnchanged && isOnDisk,
      );
      return others && { ...others, findings: others.findings.map(withoutMeshFixes) };
    };
    const { text: after, fixed: count } = await fixAllAmongOthers(
      this.#linter,
      file.text,
      settings,
      askOthers,
      choose,
    );
    if (after === file.text) return undefined;
    if (this.#given.isDiff) {
      this.#diffs.push(unifiedDiff(file.name, file.text, after));
      return undefined;
    }
    const left = await this.#findingsIn(path, SourceFile.read(after), settings, false);
    return { after, count, left: lintedFile(file.name, after, left) };
  }

  /** Returns whether the file was written. */
  #write(path: string, isExact: boolean, before: Buffer, after: string): boolean {
    const name = displayPath(path);
    if (!isExact) this.#messages.fail(`${name} is not valid UTF-8 and was not changed.`);
    else if (leavesTree(path))
      this.#messages.fail(
        `${name} was not fixed: it leads out of this repository or folder through a link. Name the file itself to fix it.`,
      );
    else
      try {
        replaceFile(path, before, after);
        return true;
      } catch (error) {
        const reason =
          error instanceof ChangedMeanwhile
            ? 'changed while it was linted'
            : describeIoError(error, 'written');
        this.#messages.fail(`${name} was not fixed: it ${reason}.`);
      }
    return false;
  }

  #onlyFailing(file: LintedFile): LintedFile {
    return { ...file, findings: file.findings.filter(({ severity }) => this.#fails(severity)) };
  }

  async #print({ format, file }: Output, report: Report): Promise<void> {
    const stream = this.#isFilter ? 2 : 1;
    const style: TextStyle = {
      paint: await paintFor(file === undefined && wantsColor(this.#given.color, stream)),
      columns: terminalColumns() ?? USUAL_COLUMNS,
      wrapsAt: file === undefined ? terminalColumns() : undefined,
      isQuiet: this.#given.isQuiet,
    };
    const text = render(format, report, style, { page: rulePage, rules: ALL_RULES });
    const isForPeople = format === 'text' || format === 'compact';
    if (file === undefined) write(stream, isForPeople ? inLog(text) : text);
    else this.#writeReport(format, file, text);
  }

  #writeReport(format: string, file: string, text: string): void {
    try {
      if (leavesTree(file))
        this.#messages.fail(
          `--format ${format}: ${file} leads out of this repository or folder through a link and was not written.`,
        );
      else writeReport(file, text);
    } catch (error) {
      this.#messages.fail(`--format ${format}: ${file} ${describeIoError(error, 'written')}.`);
    }
  }

  /** Git takes only a file's own text. A person's terminal must not obey it, nor a CI server that reads along. */
  #printDiffs(): void {
    const diffs = this.#diffs.join('');
    if (isTerminal(1)) write(1, escapeControlCharactersInLines(diffs));
    else write(1, fstatSync(1).isFile() ? diffs : inLog(diffs));
  }

  #status(): number {
    if (this.#messages.hasFailed) return 2;
    if (this.#given.isDiff) return this.#diffs.length > 0 ? 1 : 0;
    const severities = this.#files.flatMap(({ findings }) => findings.map(({ severity }) => severity));
    const warnings = severities.filter((severity) => severity === 'warning').length;
    const most = this.#given.maxWarnings;
    if (most !== undefined && warnings > most) {
      this.#messages.note(`There are ${warnings} warnings, more than --max-warnings ${most} allows.`);
      return 1;
    }
    return severities.some((severity) => this.#fails(severity)) ? 1 : 0;
  }

  #fails(severity: Finding['severity']): boolean {
    if (severity === 'warning' && this.#given.maxWarnings !== undefined) return false;
    return fails(severity, this.#given.failOn);
  }
}

/** The other files of the mesh for standard input: those of its repository, if the user named the file. */
function meshHost({ paths, isStdinNamed }: LintArguments, disk: Disk): ListingHost {
  return paths[0] === '-' && !isStdinNamed ? NO_FILES : disk;
}

const NO_FILES: ListingHost = { readText: async () => undefined, listFiles: async () => [] };

/** Edits of other files are only applied by an editor. */
function withOwnFixes(finding: Finding): Finding {
  return { ...finding, fixes: finding.fixes.filter(({ elsewhere }) => elsewhere === undefined) };
}

/** The user decides how resources are to fit together. */
function withoutMeshFixes(finding: Finding): Finding {
  return MESH_RULES.has(finding.rule) ? { ...finding, fixes: [] } : finding;
}

const MESH_RULES: ReadonlySet<string> = new Set(ACROSS_FILES.map(({ id }) => id));

const anyFixWithCompanion: FixChoice = (finding, file) => {
  const fix = anyFix(finding, file);
  return fix && withCompanion(fix, file);
};
