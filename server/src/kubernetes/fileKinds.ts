/**
 * The files that may hold Kubernetes resources. Client, server and command line take their lists from here; files that
 * cannot import (package.json, syntaxes/, .pre-commit-hooks.yaml, docs/) are compared in `fileKinds.test.ts`. The VS
 * Code client loads this file as well, so it imports nothing.
 */

/** One kind of file. */
interface FileKind {
  /** The identifier of its language in VS Code and LSP. */
  readonly language: string;
  /** How file names end, in lower case. */
  readonly endings: readonly string[];
  /** Whether a comment may stand in it, for instance one that suppresses a finding. */
  readonly hasComments: boolean;
  /** Whether it may tell how the cluster is set up (`linkerd/detection/`). */
  readonly isEvidence: boolean;
}

const FILE_KINDS: readonly FileKind[] = [
  { language: 'yaml', endings: ['.yaml', '.yml'], hasComments: true, isEvidence: true },
  // helmfile's templates
  { language: 'yaml', endings: ['.yaml.gotmpl', '.yml.gotmpl'], hasComments: true, isEvidence: true },
  // Helm's named templates; its other templates are called .yaml
  { language: 'helm', endings: ['.tpl'], hasComments: true, isEvidence: false },
  { language: 'json', endings: ['.json'], hasComments: false, isEvidence: false },
];

/** Language identifiers of the documents that editors ask about. */
export const LANGUAGES: readonly string[] = [...new Set(FILE_KINDS.map(({ language }) => language))];

/** Endings of the files that are linted. */
export const ENDINGS: readonly string[] = FILE_KINDS.flatMap(({ endings }) => endings);

/**
 * Endings of the files that may tell how the cluster is set up; of `.yaml.gotmpl` any `.gotmpl`, as helmfile has it.
 */
export const EVIDENCE_ENDINGS: readonly string[] = [
  ...new Set(
    FILE_KINDS.filter(({ isEvidence }) => isEvidence)
      .flatMap(({ endings }) => endings)
      .map((ending) => ending.slice(ending.lastIndexOf('.'))),
  ),
];

/**
 * Larger files are skipped, unless they are named on the command line: characters in an editor, bytes on the command
 * line. An object in a cluster holds at most 1.5 MB (etcd's limit) and a chart at most 1 MB, so a larger file is data,
 * or a dump worth naming.
 */
export const LARGEST_FILE = 10_000_000;

const ENDS_LIKE_LINTED = new RegExp(`(?:${ENDINGS.join('|').replaceAll('.', '\\.')})$`, 'i');

/** Whether a file with this name is linted when its folder is. */
export function isLinted(name: string): boolean {
  return ENDS_LIKE_LINTED.test(name);
}

/** Whether a folder with this name is left out: hidden ones hold no manifests, those of package managers other projects'. */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || name.toLowerCase() === 'node_modules';
}

/** Whether comments may stand in a document; `jsonc` counts as JSON, because kubectl reads no comments there. */
export function allowsComments(language: string, path: string): boolean {
  return !FILE_KINDS.some(
    (kind) =>
      !kind.hasComments &&
      (language.startsWith(kind.language) || kind.endings.some((ending) => path.endsWith(ending))),
  );
}
