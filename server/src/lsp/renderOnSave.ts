import type { Connection } from 'vscode-languageserver';
import type { Finding } from '../engine/finding.ts';
import type { LintSettings, RuleFailure } from '../engine/lintDocument.ts';
import type { Linter } from '../engine/linter.ts';
import { type LocalFiles, whyNotLocal } from '../engine/localKustomization.ts';
import {
  findingAt,
  findingsInOutput,
  placeAmong,
  placeInTemplate,
  placeInValues,
  type RenderTarget,
  type SourceTexts,
} from '../engine/renderedOutput.ts';
import type { RepositoryMesh } from '../engine/repositoryMesh.ts';
import type { SourceFile } from '../engine/sourceFile.ts';
import type { ToolCommand } from '../node/renderTool.ts';
import type { ToolResult } from '../node/runTool.ts';
import { REPOSITORY_RULES } from '../rules/allRules.ts';
import { differenceOf } from '../text/difference.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { shiftRange } from '../text/range.ts';
import {
  childUri,
  isBelow,
  type ListingHost,
  parentUri,
  pathBelow,
  uriBelow,
} from '../workspace/fileHost.ts';
import { guarded } from './answerOrFallback.ts';
import type { DocumentSettings } from './documentSettings.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';

/** Runs the user's programs, which only Node can. */
export interface Renderer {
  readonly files: LocalFiles;
  /** The path of a `file:` URI, with forward slashes. */
  pathOf(uri: string): string;
  commandFor(target: RenderTarget): ToolCommand | string;
  shellCommand(command: ToolCommand): string;
  runCommand(
    command: ToolCommand,
    target: RenderTarget,
    seconds: number,
    signal: AbortSignal,
  ): Promise<ToolResult>;
}

/** What rendering depends on. */
interface Surroundings {
  readonly connection: Connection;
  readonly renderer: Renderer;
  readonly host: ListingHost;
  readonly files: OpenFiles;
  readonly settings: DocumentSettings;
  readonly meshes: OpenMeshes;
  readonly linter: Linter;
  readonly onFailure: RuleFailure;
  /** Called with files whose findings may have changed. */
  onChanged(uris: readonly string[]): void;
}

/** A chart or kustomization of a repository, by the URI of its folder. */
interface PlacedTarget {
  readonly kind: RenderTarget['kind'];
  readonly uri: string;
  readonly mesh: RepositoryMesh;
}

/** A finding in a file as it was when it was rendered. */
interface KeptFinding {
  readonly finding: Finding;
  readonly text: string;
}

/** Seconds that a program may take. */
const LONGEST = 60;

/** Files of a chart whose texts are searched. */
const CHART_FILES = { endings: ['.yaml', '.yml', '.tpl'], limit: 2_000 };

/**
 * Renders the chart or the kustomizations around a file that is saved, if the user's settings ask for that, and keeps what is
 * wrong in the output for the files that made it. One program runs at a time; a newer save stops an older one.
 */
export class RenderOnSave {
  readonly #around: Surroundings;
  /** By the URI of the rendered folder; then by file. */
  readonly #found = new Map<string, ReadonlyMap<string, readonly KeptFinding[]>>();
  readonly #running = new Map<string, AbortController>();
  #queue: Promise<void> = Promise.resolve();

  constructor(around: Surroundings) {
    this.#around = around;
    around.files.documents.onDidSave(({ document }) => void this.#save(document.uri));
  }

  /** Whether there are findings in a file. */
  has(uri: string): boolean {
    return [...this.#found.values()].some((files) => files.has(uri));
  }

  /** The findings in a file as it is here, without those that are `known` on the same line. */
  findings(uri: string, file: SourceFile, settings: LintSettings, known: readonly Finding[]): Finding[] {
    const kept = [...this.#found.values()].flatMap((files) => files.get(uri) ?? []);
    if (kept.length === 0) return [];
    const lines = new LineIndex(file.text);
    const lineOf = ({ rule, range }: Finding) => `${rule} ${lines.positionAt(range.start).line}`;
    const own = this.#around.linter.lintUnsuppressed(file, settings).findings;
    const seen = new Set([...own, ...known].map(lineOf));
    return kept.flatMap((each) => {
      const finding = movedTo(file.text, each);
      return finding && seen.size < seen.add(lineOf(finding)).size ? [finding] : [];
    });
  }

  /** Stops what runs, and forgets all findings. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
    this.#found.clear();
  }

  async #save(uri: string): Promise<void> {
    const { connection, files, settings, meshes } = this.#around;
    await guarded(connection.console, `Rendering ${uri}`, undefined, async () => {
      if (!uri.startsWith('file:') || !(await settings.rendersOnSave(uri))) return;
      const document = files.get(uri);
      const mesh = document && (await meshes.around(document));
      if (!mesh) return;
      const chart = await this.#chartAround(uri, mesh);
      const sums = chart ? [] : await mesh.sums.of(uri);
      // Flux makes a kustomization of a folder that has none.
      const applied = sums.filter(({ folder }) => mesh.sums.kustomizationFile(folder) !== undefined);
      const folders = applied.map(({ folder }) => parentUri(mesh.sums.uriOf(`${folder}x`)) ?? mesh.root);
      for (const target of chart
        ? [chart]
        : [...new Set(folders)].map((folder) => kustomizationIn(folder, mesh)))
        this.#enqueue(target);
    });
  }

  /** The outermost chart around a file: those in its `charts/` are rendered with it. */
  async #chartAround(uri: string, mesh: RepositoryMesh): Promise<PlacedTarget | undefined> {
    let found: PlacedTarget | undefined;
    for (let at = parentUri(uri); at && (at === mesh.root || isBelow(at, mesh.root)); at = parentUri(at))
      if ((await this.#around.host.readText(childUri(at, 'Chart.yaml'))) !== undefined)
        found = { kind: 'chart', uri: at, mesh };
    return found;
  }

  #enqueue(target: PlacedTarget): void {
    this.#running.get(target.uri)?.abort();
    const controller = new AbortController();
    this.#running.set(target.uri, controller);
    const { console } = this.#around.connection;
    this.#queue = this.#queue.then(() =>
      guarded(console, `Rendering ${target.uri}`, undefined, () => this.#render(target, controller.signal)),
    );
  }

  async #render(target: PlacedTarget, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const output = await this.#print(target, signal);
    if (signal.aborted) return;
    const found = output === undefined ? new Map() : await this.#judge(target, output);
    const before = this.#found.get(target.uri) ?? new Map();
    this.#found.set(target.uri, found);
    this.#around.onChanged([...new Set([...before.keys(), ...found.keys()])]);
  }

  async #print({ kind, uri }: PlacedTarget, signal: AbortSignal): Promise<string | undefined> {
    const { connection, renderer } = this.#around;
    const target = { kind, folder: renderer.pathOf(uri) };
    const refusal = kind === 'kustomization' ? whyNotLocal(target.folder, renderer.files) : undefined;
    const command = refusal ?? renderer.commandFor(target);
    if (typeof command === 'string') {
      connection.console.warn(`${target.folder} was not rendered: ${command}.`);
      return undefined;
    }
    connection.tracer.log(`Runs ${renderer.shellCommand(command)}`);
    const result = await renderer.runCommand(command, target, LONGEST, signal);
    if (result.kind === 'printed') {
      if (result.errors !== '') connection.console.info(`${command.name}: ${result.errors}`);
      return result.output;
    }
    if (!signal.aborted)
      connection.console.error(`${target.folder} was not rendered: ${command.name} failed: ${result.reason}`);
    return undefined;
  }

  async #judge(
    { kind, uri, mesh }: PlacedTarget,
    output: string,
  ): Promise<ReadonlyMap<string, readonly KeptFinding[]>> {
    const { linter, onFailure, settings } = this.#around;
    const resolved = await settings.get(childUri(uri, 'rendered.yaml'));
    settings.drop(childUri(uri, 'rendered.yaml'));
    const rules = { mesh: REPOSITORY_RULES.mesh, builds: [] };
    const judge = { linter, rules, onFailure, settings: resolved.settings };
    const texts = kind === 'chart' ? await this.#textsBelow(uri) : await textsOf(uri, mesh);
    const found = new Map<string, KeptFinding[]>();
    for (const finding of await findingsInOutput(output, judge)) {
      const { range } = finding;
      const template = kind === 'chart' ? placeInTemplate(texts, output, range) : undefined;
      const place =
        (template && placeInValues(texts, output, range, template)) ??
        template ??
        placeAmong(texts, output, range);
      const folder = kind === 'chart' ? uri : mesh.root;
      const at = uriBelow(folder, place.path);
      const command = `${kind === 'chart' ? 'helm template' : 'kustomize build'} ${pathBelow(mesh.root, uri) ?? '.'}`;
      const kept = { finding: findingAt(finding, place.range, command), text: texts.get(place.path) ?? '' };
      found.set(at, [...(found.get(at) ?? []), kept]);
    }
    return found;
  }

  async #textsBelow(folder: string): Promise<SourceTexts> {
    const { host } = this.#around;
    const texts = new Map<string, string>();
    const { signal } = new AbortController();
    for (const uri of await host.listFiles(folder, { ...CHART_FILES, signal }))
      texts.set(pathBelow(folder, uri) ?? '', (await host.readText(uri, { staysIn: folder })) ?? '');
    return texts;
  }
}

function kustomizationIn(uri: string, mesh: RepositoryMesh): PlacedTarget {
  return { kind: 'kustomization', uri, mesh };
}

/** The texts of a kustomization's files, by their paths in the repository; its own first. */
async function textsOf(folder: string, { sums, root }: RepositoryMesh): Promise<SourceTexts> {
  const base = pathBelow(root, folder);
  const own = sums.kustomizationFile(base === undefined ? '' : `${base}/`);
  const reached = own === undefined ? undefined : await sums.kustomization(sums.uriOf(own));
  const paths = own === undefined ? [] : [own, ...(reached?.files ?? [])];
  return new Map(paths.map((path) => [path, sums.fileIn(path)?.text ?? '']));
}

/** A finding in the text that a file has now; undefined if what it marks was edited. */
function movedTo(text: string, { finding, text: before }: KeptFinding): Finding | undefined {
  if (text === before) return finding;
  const { prefix, suffix, growth } = differenceOf(before, text);
  const { start, end } = finding.range;
  if (end <= prefix) return finding;
  return start >= before.length - suffix
    ? { ...finding, range: shiftRange(finding.range, growth) }
    : undefined;
}
