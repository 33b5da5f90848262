import { BuildLinter } from '../../server/src/engine/buildLinter.ts';
import type { BuildRule } from '../../server/src/engine/buildRule.ts';
import type { Finding } from '../../server/src/engine/finding.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { MeshLinter } from '../../server/src/engine/meshLinter.ts';
import { RepositoryMesh } from '../../server/src/engine/repositoryMesh.ts';
import { throwFailure, UNKNOWN } from './lint.ts';
import type { Files, MeshFindings } from './lintMesh.ts';
import { MemoryFiles, uriOf } from './memoryFiles.ts';

/** A repository with these files, in which rules about builds run and no others. */
async function repositoryOf(files: Files, rules: readonly BuildRule[] = []): Promise<RepositoryMesh> {
  const host = new MemoryFiles(Object.fromEntries(files));
  const linters = [new MeshLinter([], throwFailure), new BuildLinter(rules, throwFailure)] as const;
  const mesh = new RepositoryMesh(host, uriOf(''), ...linters);
  await mesh.scan(new AbortController().signal);
  return mesh;
}

/** What rules about builds find in files, by their paths. */
export async function lintBuilds(
  files: Files,
  rules: readonly BuildRule[],
  settings: LintSettings = UNKNOWN,
): Promise<MeshFindings> {
  const mesh = await repositoryOf(files, rules);
  const found = new Map<string, readonly Finding[]>();
  for (const path of files.keys()) found.set(path, await mesh.findings(uriOf(path), settings));
  return found;
}
