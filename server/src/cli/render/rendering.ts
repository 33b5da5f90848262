import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Finding } from '../../engine/finding.ts';
import type { LintSettings, RuleFailure } from '../../engine/lintDocument.ts';
import type { Linter } from '../../engine/linter.ts';
import { whyNotLocal } from '../../engine/localKustomization.ts';
import {
  findingAt,
  findingsInOutput,
  placeAmong,
  placeInTemplate,
  printedDocumentAt,
  type RenderTarget,
} from '../../engine/renderedOutput.ts';
import { type RenderableChart, readChart, subchartName } from '../../helm/chart.ts';
import { type Locator, locatorIn } from '../../helm/locatePrinted.ts';
import type { RenderedPiece } from '../../helm/renderTemplate.ts';
import { LARGEST_FILE } from '../../kubernetes/fileKinds.ts';
import { readBoundedSync } from '../../node/boundedRead.ts';
import { LOCAL_FILES } from '../../node/localFiles.ts';
import { commandFor, runCommand, shellCommand } from '../../node/renderTool.ts';
import { MESH_RULES } from '../../rules/registry.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import type { LintArguments } from '../arguments/lintArguments.ts';
import type { Messages } from '../messages.ts';
import { displayPath } from '../paths.ts';
import { findRenderTargets } from './renderTargets.ts';

/** A finding in what a program printed, at the line of a file that made it. */
export interface RenderedFinding {
  /** The file's absolute path, with forward slashes. */
  readonly path: string;
  readonly finding: Finding;
}

/** What is needed to judge what a program printed. */
export interface Judge {
  readonly linter: Linter;
  readonly onFailure: RuleFailure;
  settingsOf(path: string): Promise<LintSettings>;
}

/**
 * Renders the charts and kustomizations among some files with the user's own programs, and judges what they print. What cannot
 * be rendered is a failure of the run, named with the program's own words.
 */
export async function lintRendered(
  paths: readonly string[],
  given: LintArguments,
  messages: Messages,
  judge: Judge,
): Promise<RenderedFinding[]> {
  const found: RenderedFinding[] = [];
  for (const target of findRenderTargets(paths)) {
    const output = await print(target, given, messages);
    if (output !== undefined) found.push(...(await judgeOutput(target, output, given, judge)));
  }
  return found;
}

async function print(
  target: RenderTarget,
  given: LintArguments,
  messages: Messages,
): Promise<string | undefined> {
  const name = displayPath(target.folder);
  const refusal = target.kind === 'kustomization' ? whyNotLocal(target.folder, LOCAL_FILES) : undefined;
  const values = given.renderValues.map((file) => resolve(file));
  const command = refusal ?? commandFor(target, values);
  if (typeof command === 'string') {
    messages.fail(`${name} was not rendered: ${command}.`);
    return undefined;
  }
  if (given.isVerbose) messages.note(`runs ${shellCommand(command)}`);
  const result = await runCommand(command, target, given.renderSeconds);
  if (result.kind === 'printed') return result.output;
  const reason = result.reason.replaceAll(/\s+/g, ' ');
  messages.fail(`${name} was not rendered: ${command.name} failed: ${reason}`);
  return undefined;
}

/** The findings in an output, those of one rule at one place once. */
async function judgeOutput(
  target: RenderTarget,
  output: string,
  given: LintArguments,
  { linter, onFailure, settingsOf }: Judge,
): Promise<RenderedFinding[]> {
  const { folder, kind } = target;
  const settings = await settingsOf(join(folder, 'rendered.yaml'));
  const rules = { mesh: given.judgesMesh ? MESH_RULES : [], builds: [] };
  const findings = await findingsInOutput(output, { linter, rules, onFailure, settings });
  const chart = kind === 'chart' ? new ChartSources(folder, given) : undefined;
  let texts: ReadonlyMap<string, string> | undefined;
  const seen = new Set<string>();
  return findings.flatMap((finding): RenderedFinding[] => {
    let place = chart?.placeOf(output, finding.range);
    if (!place) {
      texts ??= textsBelow(folder);
      const { path, range } = placeAmong(texts, output, finding.range);
      place = { path: `${folder}/${path}`, range };
    }
    const identity = `${place.path} ${place.range.start} ${finding.rule}`;
    if (seen.size === seen.add(identity).size) return [];
    const tool = kind === 'chart' ? 'helm template' : 'kustomize build';
    const command = `${tool} ${displayPath(folder)}`;
    return [{ path: place.path, finding: findingAt(finding, place.range, command) }];
  });
}

/** A range of a file. */
interface FilePlace {
  readonly path: string;
  readonly range: TextRange;
}

/** Finds what made the output of a chart: by what its templates print, or else by the annotation's key. */
class ChartSources {
  readonly #folder: string;
  readonly #values: ReadonlyMap<string, string>;
  readonly #templates: ReadonlyMap<string, string>;
  readonly #pieces = new Map<string, readonly RenderedPiece[] | undefined>();
  readonly #chart: RenderableChart | undefined;

  constructor(folder: string, { renderValues }: LintArguments) {
    this.#folder = folder;
    this.#templates = new Map(
      filesBelow(join(folder, 'templates')).map((path) => [
        relative(folder, path).replaceAll('\\', '/'),
        textAt(path) ?? '',
      ]),
    );
    this.#values = new Map(renderValues.map((file) => [resolve(file), textAt(resolve(file)) ?? '']));
    this.#chart = readChart({
      chart: textAt(join(folder, 'Chart.yaml')) ?? '',
      values: textAt(join(folder, 'values.yaml')),
      otherValues: new Map(),
      givenValues: this.#values,
      templates: this.#templates,
      subcharts: entriesOf(join(folder, 'charts')).map(({ name }) => subchartName(name)),
    });
  }

  placeOf(output: string, range: TextRange): FilePlace | undefined {
    const printed = printedDocumentAt(output, range.start);
    const inTemplate = placeInTemplate(this.#templates, output, range);
    if (!printed || !inTemplate) return undefined;
    const { template, start, text } = printed;
    const path = `${this.#folder}/${template}`;
    const place = this.#locatorOf(template, text)?.(shiftRange(range, -start));
    if (place?.kind === 'value')
      return {
        path: this.#values.has(place.file)
          ? place.file.replaceAll('\\', '/')
          : `${this.#folder}/${place.file}`,
        range: place.range,
      };
    return { path, range: place?.range ?? inTemplate.range };
  }

  #locatorOf(name: string, document: string): Locator | undefined {
    if (!this.#pieces.has(name)) this.#pieces.set(name, this.#chart?.render(name, false));
    const pieces = this.#pieces.get(name);
    return pieces && locatorIn(pieces, document);
  }
}

/** The YAML files below a folder, by their paths from there. */
function textsBelow(folder: string): ReadonlyMap<string, string> {
  const paths = filesBelow(folder).filter((path) => /\.ya?ml$/.test(path));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), textAt(path) ?? '']));
}

/** Files below a folder; far more than charts have. */
const MOST_FILES = 5_000;

/** Regular files, with forward slashes. Links are not followed. */
function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined && found.length < MOST_FILES; at = open.pop()) {
    for (const entry of entriesOf(at)) {
      const path = `${at.replaceAll('\\', '/')}/${entry.name}`;
      if (entry.isDirectory() && !entry.name.startsWith('.')) open.push(path);
      else if (entry.isFile()) found.push(path);
    }
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function textAt(path: string): string | undefined {
  const bytes = readBoundedSync(path, LARGEST_FILE);
  return typeof bytes === 'string' ? undefined : bytes.toString();
}
