import { SEVERITIES, type Severity } from '../../engine/finding.ts';
import { didYouMean, Misuse } from './misuse.ts';
import { FAIL_ON, FORMATS, type FormatName } from './options.ts';
import type { ParsedArguments } from './parse.ts';

/** A report: its format and destination, standard output if there is no file. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/** The arguments of a run. */
export interface LintArguments {
  /** Files, folders and globs, or `-` alone. */
  readonly paths: readonly string[];
  readonly stdinFilename: string;
  /** Whether the user named the file that standard input stands for. */
  readonly isStdinNamed: boolean;
  /** Whether findings may depend on other resources. */
  readonly judgesMesh: boolean;
  /** Whether the user says that nothing that is applied is in other files. */
  readonly isComplete: boolean;
  readonly respectsGitignore: boolean;
  /** A configuration file; `undefined` for the nearest one of each file, `false` for none. */
  readonly config: string | false | undefined;
  /** Levels by rule id, as typed. */
  readonly rules: readonly (readonly [id: string, level: string])[];
  /** A baseline file instead of the configured one. */
  readonly baseline: string | undefined;
  /** Whether findings are written into the baseline. */
  readonly writesBaseline: boolean;
  readonly fix: 'none' | 'safe' | 'suggestions';
  /** Whether fixes are printed as a diff instead of written. */
  readonly isDiff: boolean;
  readonly outputs: readonly Output[];
  readonly failOn: Severity | 'none';
  readonly maxWarnings: number | undefined;
  readonly isQuiet: boolean;
  /** Whether what templates make of a chart's default values is judged. */
  readonly judgesDefaults: boolean;
  /** Whether charts and kustomizations are rendered by the user's own programs. */
  readonly renders: boolean;
  /** Values files for charts that are rendered, as typed. */
  readonly renderValues: readonly string[];
  /** For so long one of these programs may run. */
  readonly renderSeconds: number;
  /** Whether the commands that are run are printed. */
  readonly isVerbose: boolean;
  /** Whether to color; `undefined` if not specified. */
  readonly color: boolean | undefined;
}

/** Longer than any chart takes that the authors know. */
const DEFAULT_RENDER_SECONDS = 60;

/**
 * Interprets the arguments of a run.
 *
 * @throws Misuse for an invalid argument, or two that contradict each other
 */
export function readLintArguments(given: ParsedArguments): LintArguments {
  const paths = given.positionals.length > 0 ? given.positionals : ['.'];
  if (paths.includes(''))
    throw new Misuse(
      'A path is empty, perhaps because a variable is not set. For the current folder, write “.”.',
    );
  if (paths.includes('-') && paths.length > 1)
    throw new Misuse('Standard input (-) cannot be linted together with files.');
  forbidBoth(given, 'config', 'no-config');
  forbidBoth(given, 'complete', 'no-mesh');
  forbidBoth(given, 'color', 'no-color');
  forbidBoth(given, 'render', 'chart-defaults');
  const isDiff = given.has('diff');
  const renders = given.has('render');
  if (renders && paths.includes('-')) throw new Misuse('--render is for files, not for standard input.');
  for (const name of ['fix', 'fix-suggestions', 'diff', 'write-baseline']) forbidBoth(given, 'render', name);
  for (const name of ['values', 'render-timeout', 'verbose'])
    if (!renders && given.has(name)) throw new Misuse(`--${name} needs --render.`);
  if (given.has('stdin-filename') && !paths.includes('-'))
    throw new Misuse('--stdin-filename needs standard input (-).');
  return {
    paths,
    stdinFilename: given.value('stdin-filename') ?? 'stdin.yaml',
    isStdinNamed: given.has('stdin-filename'),
    judgesMesh: !given.has('no-mesh'),
    isComplete: given.has('complete'),
    respectsGitignore: !given.has('no-ignore'),
    config: given.has('no-config') ? false : given.value('config'),
    rules: given.values('rule').map(readRule),
    baseline: given.value('baseline'),
    writesBaseline: given.has('write-baseline'),
    fix: given.has('fix-suggestions') ? 'suggestions' : given.has('fix') || isDiff ? 'safe' : 'none',
    isDiff,
    outputs: readOutputs(given.values('format'), isDiff),
    failOn: oneOf('fail-on', FAIL_ON, given.value('fail-on') ?? 'warning'),
    maxWarnings: readCount('max-warnings', given.value('max-warnings')),
    isQuiet: given.has('quiet'),
    judgesDefaults: given.has('chart-defaults'),
    renders,
    renderValues: given.values('values'),
    renderSeconds: readCount('render-timeout', given.value('render-timeout')) || DEFAULT_RENDER_SECONDS,
    isVerbose: given.has('verbose'),
    color: given.has('color') ? true : given.has('no-color') ? false : undefined,
  };
}

/** Whether a finding of this severity alone fails the run. */
export function fails(severity: Severity, failOn: Severity | 'none'): boolean {
  return failOn !== 'none' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

function forbidBoth(given: ParsedArguments, one: string, other: string): void {
  if (given.has(one) && given.has(other)) throw new Misuse(`--${one} and --${other} cannot be combined.`);
}

function readRule(text: string): readonly [string, string] {
  const [id, level, ...rest] = text.split('=');
  if (!id || !level || rest.length > 0)
    throw new Misuse(`--rule needs a rule and a severity, such as --rule skip-ports-overlap=off.`);
  return [id, level];
}

function readOutputs(texts: readonly string[], isDiff: boolean): Output[] {
  const outputs = texts.map((text): Output => {
    const colon = text.indexOf(':');
    const name = colon < 0 ? text : text.slice(0, colon);
    const file = colon < 0 ? undefined : text.slice(colon + 1);
    if (file === '') throw new Misuse(`--format ${text}: the file name after the colon is missing.`);
    return { format: oneOf('format', FORMATS, name), file };
  });
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1)
    throw new Misuse(
      'Only one format can be printed. Write the others to files, such as --format sarif:out.sarif.',
    );
  if (isDiff && printed.length > 0)
    throw new Misuse('--diff prints the diff. Write the report to a file, such as --format sarif:out.sarif.');
  return isDiff || printed.length > 0 ? outputs : [{ format: 'text', file: undefined }, ...outputs];
}

/** @throws Misuse unless an option has one of its choices */
export function oneOf<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  text: string,
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined)
    throw new Misuse(
      `“${text}” is not valid for --${option}. Use one of: ${choices.join(', ')}.${didYouMean(text, choices)}`,
    );
  return choice;
}

function readCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Misuse(`--${option} must be a number, not “${text}”.`);
  return Number(text);
}
