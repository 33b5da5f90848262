import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { readFileFacts } from '../../server/src/facts/fileFacts.ts';
import { isKnown } from '../../server/src/facts/known.ts';
import type { ResourceType } from '../../server/src/facts/resourceFacts.ts';
import type { Applied, AppliedResource } from '../../server/src/mesh/appliedResource.ts';
import { isKustomization } from '../../server/src/mesh/filePlacements.ts';
import type { Mesh } from '../../server/src/mesh/mesh.ts';
import { MeshModel } from '../../server/src/mesh/meshModel.ts';
import { dedent } from './example.ts';
import { readFiles } from './lintMesh.ts';

/** A mesh of a few files, for tests of its queries. */
export class TestMesh {
  readonly model = new MeshModel();
  /** What queries have read. */
  readonly reads = new Set<string>();

  /** @param source see `readFiles` */
  constructor(source: string) {
    const files = [...readFiles(dedent(source))];
    this.model.update(files.map(([path, text]) => ({ path, uri: path, facts: factsOf(text, path) })));
  }

  /** The resource of a type with this name. */
  get<Type extends ResourceType>(type: Type, name: string): Applied<Type> {
    const found = this.#all.find(({ facts }) => facts.type === type && facts.id.name === name);
    if (!found) throw new Error(`There is no ${type} ${name}.`);
    return found as Applied<Type>;
  }

  /** The mesh as a resource sees it. */
  from(subject: AppliedResource): Mesh {
    return this.model.seenFrom(subject, this.reads);
  }

  get #all(): AppliedResource[] {
    return [...this.model.uris].flatMap((uri) => this.model.resourcesOf(uri));
  }
}

/** The facts in a file's text. */
export function factsOf(text: string, path = '') {
  return readFileFacts(SourceFile.read(text).documents, isKustomization(path));
}

/** The names of what a query found, with a question mark where others may match. */
export function namesOf({
  matches,
  isComplete,
}: {
  readonly matches: readonly AppliedResource[];
  readonly isComplete: boolean;
}): string {
  const names = matches.map(({ facts }) => (isKnown(facts.id.name) ? facts.id.name : '?'));
  return [...names, ...(isComplete ? [] : ['?'])].join(' ');
}
