import type { Finding } from '../../server/src/engine/finding.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { locateMeshFindings } from '../../server/src/engine/locateMeshFindings.ts';
import { MeshLinter } from '../../server/src/engine/meshLinter.ts';
import type { MeshRule } from '../../server/src/engine/meshRule.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { readFileFacts } from '../../server/src/facts/fileFacts.ts';
import { isKustomization } from '../../server/src/mesh/filePlacements.ts';
import { MESH_RULES } from '../../server/src/rules/registry.ts';
import { throwFailure, UNKNOWN } from './lint.ts';

/** Texts by the paths of their files. */
export type Files = ReadonlyMap<string, string>;

/** What mesh rules find, by file. */
export type MeshFindings = ReadonlyMap<string, readonly Finding[]>;

/**
 * Reads the files of an example: each begins with a line `# file: name.yaml`. Without such a line all of it is one
 * file.
 */
export function readFiles(source: string): Files {
  const [first = '', ...parts] = source.split(/^(?:---\n)?# file: (.+)\n/m);
  const files = new Map<string, string>();
  if (first.trim() !== '' || parts.length === 0) files.set('example.yaml', first);
  for (let part = 0; part < parts.length; part += 2) files.set(parts[part] ?? '', parts[part + 1] ?? '');
  return files;
}

/** Judges files by the mesh that they form. Related places are those of the files, by the names of these. */
export function lintMesh(
  files: Files,
  settings: LintSettings = UNKNOWN,
  rules: readonly MeshRule[] = MESH_RULES,
): MeshFindings {
  const linter = new MeshLinter(rules, throwFailure);
  const sources = new Map([...files].map(([path, text]) => [path, SourceFile.read(text)]));
  linter.update(
    [...sources].map(([path, source]) => ({
      path,
      uri: path,
      facts: readFileFacts(source.documents, isKustomization(path)),
    })),
  );
  return new Map([...sources.keys()].map((path) => [path, findingsIn(linter, path, settings, sources)]));
}

/** What a linter finds in one of the files that it has. */
function findingsIn(
  linter: MeshLinter,
  path: string,
  settings: LintSettings,
  sources: ReadonlyMap<string, SourceFile>,
): readonly Finding[] {
  return locateMeshFindings(
    linter.findings(path, settings),
    (uri) => sources.get(uri),
    (path) => path,
  );
}
