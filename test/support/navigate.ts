import { BuildLinter } from '../../server/src/engine/buildLinter.ts';
import type { PlaceElsewhere } from '../../server/src/engine/finding.ts';
import { MeshLinter } from '../../server/src/engine/meshLinter.ts';
import { RepositoryMesh } from '../../server/src/engine/repositoryMesh.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { appliedHover } from '../../server/src/features/applied/appliedHover.ts';
import { overriddenHints } from '../../server/src/features/applied/overriddenHints.ts';
import { trafficHover } from '../../server/src/features/hover/trafficHover.ts';
import { definitions, references } from '../../server/src/features/navigation/navigation.ts';
import { prepareRename, rename } from '../../server/src/features/rename/rename.ts';
import type { RenamedFile } from '../../server/src/features/rename/renameEdits.ts';
import { type TrafficPicture, trafficPicture } from '../../server/src/features/traffic/trafficPicture.ts';
import type { TrafficScope } from '../../server/src/features/traffic/trafficScope.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { dedent } from './example.ts';
import { readFiles } from './lintMesh.ts';
import { MemoryFiles, uriOf } from './memoryFiles.ts';

const NEVER = new AbortController().signal;

/** A repository to navigate in. Places are written as `web.yaml:4 web`: file, line from 1, and the text there. */
export class TestRepository {
  readonly mesh: RepositoryMesh;
  readonly #files: ReadonlyMap<string, string>;

  private constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
    const host = new MemoryFiles(Object.fromEntries(files));
    this.mesh = new RepositoryMesh(
      host,
      uriOf(''),
      new MeshLinter([], () => {}),
      new BuildLinter([], () => {}),
    );
  }

  /** @param source see `readFiles` */
  static async read(source: string, newline = '\n'): Promise<TestRepository> {
    const texts = [...readFiles(dedent(source))].map(
      ([path, text]) => [path, text.replaceAll('\n', newline)] as const,
    );
    const repository = new TestRepository(new Map(texts));
    await repository.mesh.scan(NEVER);
    return repository;
  }

  /** Where the first text like this in a file leads to. */
  async definitions(path: string, text: string): Promise<string[]> {
    return this.#show(await definitions(this.#place(path, text), NEVER));
  }

  /** What refers to what the first text like this in a file declares, or leads to. */
  async references(
    path: string,
    text: string,
    includesDeclaration = false,
    signal = NEVER,
  ): Promise<string[]> {
    return this.#show(await references(this.#place(path, text), includesDeclaration, signal));
  }

  /** What a hover on the first text like this in a file says of the traffic there. */
  traffic(path: string, text: string): string | undefined {
    return trafficHover(this.#place(path, text))?.markdown;
  }

  /** What a hover on the first text like this in a file says of what kustomizations apply there. */
  async applied(path: string, text: string): Promise<readonly string[]> {
    const hover = await appliedHover(this.#place(path, text));
    return hover?.markdown.split('  \n') ?? [];
  }

  /** The hints of a file about what overrides its annotations, each as the line that it is in with the hint behind. */
  async overridden(path: string): Promise<readonly string[]> {
    const { file, uri } = this.#placeAt(path, 0);
    const hints = await overriddenHints(this.mesh, uri, file, { start: 0, end: file.length });
    return hints.map(({ offset, label, tooltip }) => {
      const line = file.text.slice(0, offset).split('\n').at(-1) ?? '';
      return `${line.trim()} | ${label} | ${tooltip}`;
    });
  }

  /** The picture of a scope, or of what the first text like this in a file stands for. */
  picture(of: TrafficScope | { readonly path: string; readonly text: string }): Promise<TrafficPicture> {
    if (!('path' in of)) return trafficPicture({ mesh: this.mesh, scope: of });
    return trafficPicture({ mesh: this.mesh, cursor: this.#place(of.path, of.text) });
  }

  /** A place as it is written in the expectations; empty for none. */
  shown(place: PlaceElsewhere | undefined): string {
    return place ? (this.#show([place])[0] ?? '') : '';
  }

  /** The name that can be renamed at the first text like this in a file, or the sentence that says why none can. */
  prepareRename(path: string, text: string): string {
    const place = this.#place(path, text);
    const start = prepareRename(place);
    return 'refusal' in start ? start.refusal : place.file.text.slice(start.range.start, start.range.end);
  }

  /** The lines that a renaming changes, as they are afterwards, or the sentence that says why nothing is renamed. */
  async rename(path: string, text: string, newName: string): Promise<string | readonly string[]> {
    const renaming = await rename(this.#place(path, text), newName, NEVER);
    if (!renaming) return [];
    if ('refusal' in renaming) return renaming.refusal;
    const files = this.#edited(renaming.files);
    return renaming.files
      .flatMap(({ uri, edits }) => {
        const name = nameOf(uri);
        const lines = files.get(name)?.split(/\r?\n/) ?? [];
        const changed = new Set(edits.map(({ start }) => start.line));
        return [...changed].map((line) => `${name}:${line + 1} ${(lines[line] ?? '').trim()}`);
      })
      .sort();
  }

  /** The texts of the files, by path. */
  get files(): ReadonlyMap<string, string> {
    return this.#files;
  }

  /** Every name that can be renamed, once for each place, with the offset of that place in its file. */
  *renamable(): Iterable<{ readonly path: string; readonly offset: number; readonly name: string }> {
    for (const [path, content] of this.#files)
      for (let offset = 0; offset < content.length; offset++) {
        const start = prepareRename(this.#placeAt(path, offset));
        if ('refusal' in start) continue;
        yield { path, offset: start.range.start, name: start.name };
        offset = Math.max(offset, start.range.end + 1);
      }
  }

  /** The repository after a renaming; the sentence that says why there is none. */
  async renamed(path: string, offset: number, newName: string): Promise<TestRepository | string> {
    const renaming = await rename(this.#placeAt(path, offset), newName, NEVER);
    if (!renaming || 'refusal' in renaming) return renaming?.refusal ?? 'cancelled';
    const repository = new TestRepository(this.#edited(renaming.files));
    await repository.mesh.scan(NEVER);
    return repository;
  }

  /** The files with the edits of a renaming. */
  #edited(renamed: readonly RenamedFile[]): ReadonlyMap<string, string> {
    const files = new Map(this.#files);
    for (const { uri, edits } of renamed) {
      const name = nameOf(uri);
      const text = files.get(name) ?? '';
      const lines = new LineIndex(text);
      const changes = edits.map(({ start, end, newText }) => ({
        range: { start: lines.offsetAt(start), end: lines.offsetAt(end) },
        newText,
      }));
      files.set(name, applyEdits(text, changes));
    }
    return files;
  }

  #place(path: string, text: string) {
    const offset = (this.#files.get(path) ?? '').indexOf(text);
    if (offset === -1) throw new Error(`${path} does not contain ${text}`);
    return this.#placeAt(path, offset);
  }

  #placeAt(path: string, offset: number) {
    const content = this.#files.get(path) ?? '';
    return { mesh: this.mesh, uri: uriOf(path), file: SourceFile.read(content), offset };
  }

  #show(places: readonly PlaceElsewhere[]): string[] {
    return places
      .map(({ uri, start, end }) => {
        const path = nameOf(uri);
        const line = (this.#files.get(path) ?? '').split(/\r?\n/)[start.line] ?? '';
        const text = line.slice(start.character, end.line === start.line ? end.character : undefined);
        return `${path}:${start.line + 1} ${text}`;
      })
      .sort();
  }
}

/** The path of a file in the repository. */
function nameOf(uri: string): string {
  return uri.slice(uriOf('').length);
}
