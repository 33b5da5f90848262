import type { PlaceElsewhere } from '../../server/src/engine/finding.ts';
import { MeshLinter } from '../../server/src/engine/meshLinter.ts';
import { RepositoryMesh } from '../../server/src/engine/repositoryMesh.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { trafficHover } from '../../server/src/features/hover/trafficHover.ts';
import { definitions, references } from '../../server/src/features/navigation/navigation.ts';
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
    this.mesh = new RepositoryMesh(host, uriOf(''), new MeshLinter([], () => {}));
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

  #place(path: string, text: string) {
    const content = this.#files.get(path) ?? '';
    const offset = content.indexOf(text);
    if (offset === -1) throw new Error(`${path} does not contain ${text}`);
    return { mesh: this.mesh, uri: uriOf(path), file: SourceFile.read(content), offset };
  }

  #show(places: readonly PlaceElsewhere[]): string[] {
    return places
      .map(({ uri, start, end }) => {
        const path = uri.slice(uriOf('').length);
        const line = (this.#files.get(path) ?? '').split(/\r?\n/)[start.line] ?? '';
        const text = line.slice(start.character, end.line === start.line ? end.character : undefined);
        return `${path}:${start.line + 1} ${text}`;
      })
      .sort();
  }
}
