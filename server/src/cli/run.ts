import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ConfigLookup } from '../config/configLookup.ts';
import { mergeSettings, NO_SETTINGS } from '../config/settings.ts';
import { fixAll } from '../engine/fixAll.ts';
import type { LintSettings } from '../engine/lintDocument.ts';
import { Linter } from '../engine/linter.ts';
import { SourceFile } from '../engine/sourceFile.ts';
import { ENGINE_RULES } from '../engine/suppressionRules.ts';
import { concernsLinkerd } from '../linkerd/concern.ts';
import { RULES } from '../rules/registry.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { collectFiles } from './collectFiles.ts';
import { displayPath, formatText, type ReportedFinding, reportFindings } from './report.ts';

/** What the command line asks for. */
export interface RunOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly fix: boolean;
  readonly stdinFilename: string;
}

/** One run: what it has found, and whether something went wrong on the way. */
class Run {
  readonly options: RunOptions;
  readonly findings: ReportedFinding[] = [];
  hasFailed = false;
  readonly #linter = new Linter(RULES, (rule, error) => this.fail(`rule ${rule} failed: ${String(error)}`));
  readonly #lookup = new ConfigLookup(
    { readText: async (uri) => readIfThere(fileURLToPath(uri)) },
    [...RULES, ...ENGINE_RULES].map(({ id }) => id),
  );
  readonly #settings = new Map<string | undefined, LintSettings>();

  constructor(options: RunOptions) {
    this.options = options;
  }

  fail(message: string): void {
    this.hasFailed = true;
    process.stderr.write(`linkerd-lint: ${message}\n`);
  }

  /** Lints a text under the name of `path`; with `--fix` the text comes back fixed. */
  async lint(path: string, text: string): Promise<string> {
    if (!concernsLinkerd(text)) return text;
    const settings = await this.#settingsFor(path);
    const fixed = this.options.fix ? fixAll(this.#linter, text, settings).text : text;
    this.findings.push(
      ...reportFindings(displayPath(path), fixed, this.#linter.lint(SourceFile.read(fixed), settings)),
    );
    return fixed;
  }

  async #settingsFor(path: string): Promise<LintSettings> {
    const config = await this.#lookup.find(pathToFileURL(resolve(path)).href);
    const known = this.#settings.get(config?.uri);
    if (known) return known;
    if (config) await this.#reportConfigProblems(config.uri, config.problems);
    const settings = mergeSettings(config?.settings ?? NO_SETTINGS);
    this.#settings.set(config?.uri, settings);
    return settings;
  }

  async #reportConfigProblems(
    uri: string,
    problems: readonly { range: { start: number }; message: string }[],
  ): Promise<void> {
    const path = fileURLToPath(uri);
    const lines = problems.length > 0 ? new LineIndex(readIfThere(path) ?? '') : undefined;
    for (const { range, message } of problems)
      this.fail(`${displayPath(path)}:${(lines?.lineAt(range.start) ?? 0) + 1}: ${message}`);
  }
}

/** Lints what the options name and prints the findings. Gives the exit status. */
export async function run(options: RunOptions): Promise<number> {
  const state = new Run(options);
  if (options.paths[0] === '-') {
    const fixed = await state.lint(options.stdinFilename, readFileSync(0, 'utf8'));
    if (options.fix) process.stdout.write(fixed);
    else print(state);
  } else {
    const files = collectFiles(options.paths, (path, error) =>
      state.fail(`${path} cannot be read: ${reasonOf(error)}`),
    );
    for (const file of files) await lintFile(state, file);
    print(state);
  }
  if (state.hasFailed) return 2;
  return state.findings.some(({ severity }) => severity === 'warning' || severity === 'error') ? 1 : 0;
}

async function lintFile(state: Run, file: string): Promise<void> {
  try {
    const bytes = readFileSync(file);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const fixed = await state.lint(file, text);
    if (fixed === text) return;
    if (!Buffer.from(text).equals(bytes))
      state.fail(`${displayPath(file)} is not valid UTF-8 and was not changed.`);
    else writeWhole(file, fixed);
  } catch (error) {
    state.fail(`${displayPath(file)} cannot be linted: ${reasonOf(error)}`);
  }
}

/**
 * Replaces a file in one step, so that an interrupted run leaves the old or the new text and nothing between. A link
 * stays a link.
 */
function writeWhole(file: string, text: string): void {
  const target = realpathSync(file);
  const { mode } = statSync(target);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { mode });
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function print({ options, findings }: Run): void {
  process.stdout.write(
    options.format === 'json' ? `${JSON.stringify(findings, null, 2)}\n` : formatText(findings),
  );
}

/** Reads at once: asking for a file that is not there takes far longer in Node's other way. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
