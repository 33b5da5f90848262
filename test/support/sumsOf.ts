import { AppliedSums } from '../../server/src/engine/appliedSums.ts';
import type { Finding } from '../../server/src/engine/finding.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { sumLinterOf } from '../../server/src/engine/sumFindings.ts';
import { readFileFacts } from '../../server/src/facts/fileFacts.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { linter, UNKNOWN } from './lint.ts';
import { MemoryFiles, uriOf } from './memoryFiles.ts';

/** The files of a repository by their paths. */
export type Files = Readonly<Record<string, string>>;

/** The findings in each file of a repository with kustomizations, as the command line has them, mesh rules aside. */
export async function findingsIn(
  files: Files,
  settings: LintSettings = UNKNOWN,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const sums = new AppliedSums(new MemoryFiles(files), uriOf(''));
  for (const [path, text] of Object.entries(files))
    sums.deploy(uriOf(path), readFileFacts(SourceFile.read(text).documents).deployedPaths);
  const found = new Map<string, readonly Finding[]>();
  for (const [path, text] of Object.entries(files)) {
    const file = SourceFile.read(text);
    const around = await sumLinterOf(sums, linter).findings(uriOf(path), file, settings);
    const others = around && { findings: around.added, isRepaired: around.isRepaired };
    found.set(path, linter.lint(file, settings, others));
  }
  return found;
}

/** The same as lines: `base/web.yaml:7 duplicate-annotation`, and for what is found in a sum only, where. */
export async function findingLines(files: Files, settings: LintSettings = UNKNOWN): Promise<string[]> {
  const found = await findingsIn(files, settings);
  return [...found].flatMap(([path, findings]) => {
    const lines = new LineIndex(files[path] ?? '');
    return findings.map(({ rule, range, message }) => {
      const where = /\(in (?<folders>[^()]*)\)$/.exec(message)?.groups?.folders;
      return `${path}:${lines.lineAt(range.start) + 1} ${rule}${where === undefined ? '' : ` in ${where}`}`;
    });
  });
}
