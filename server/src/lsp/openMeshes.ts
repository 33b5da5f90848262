import type { Finding } from '../engine/finding.ts';
import type { LintSettings, RuleFailure } from '../engine/lintDocument.ts';
import type { FromOtherFiles, Linter } from '../engine/linter.ts';
import type { RepositoryMesh } from '../engine/repositoryMesh.ts';
import { type MeshRoot, RepositoryMeshes } from '../engine/repositoryMeshes.ts';
import { soon } from '../engine/soon.ts';
import type { SourceFile } from '../engine/sourceFile.ts';
import { type SumFindings, sumLinterOf } from '../engine/sumFindings.ts';
import { asksAcrossFiles } from '../facts/meshWords.ts';
import { mayContainLinkerd } from '../linkerd/prefilter.ts';
import { REPOSITORY_RULES } from '../rules/allRules.ts';
import { childUri, type ListingHost, parentUri } from '../workspace/fileHost.ts';
import type { EditorDocument } from './editorDocument.ts';
import type { OpenFiles } from './openFiles.ts';
import { SumsWhileTyping } from './sumsWhileTyping.ts';

/** What was found in the output of the user's own programs. */
interface FoundInOutput {
  /** Whether there are findings in a file. */
  has(uri: string): boolean;
  /** The findings in a file as it is here, without those that are `known` on the same line. */
  findings(uri: string, file: SourceFile, settings: LintSettings, known: readonly Finding[]): Finding[];
}

/** What the meshes depend on. */
interface Surroundings {
  readonly files: OpenFiles;
  readonly host: ListingHost;
  readonly linter: Linter;
  readonly onFailure: RuleFailure;
  /** The URI of the repository's folder around a file, or of the workspace's. */
  rootOf(uri: string): Promise<string | undefined>;
  /** What was found in rendered output; undefined where nothing is rendered. */
  rendered(): FoundInOutput | undefined;
  /** Called with files whose findings may have changed, in a turn after the change. */
  onChanged(uris: readonly string[]): void;
}

/**
 * The meshes of the repositories that open files belong to. A repository is read when a file that concerns Linkerd is
 * opened. From then on, edits of open files, saved or not, and changes on the disk update it.
 */
export class OpenMeshes {
  readonly #around: Surroundings;
  readonly #meshes: RepositoryMeshes;
  /** The roots of open files, by URI, once they are known. */
  readonly #roots = new Map<string, MeshRoot>();
  readonly #changed = new Set<string>();
  readonly #sums: SumsWhileTyping;

  constructor(around: Surroundings) {
    const { files, host, onFailure } = around;
    this.#around = around;
    this.#meshes = new RepositoryMeshes(host, REPOSITORY_RULES, onFailure);
    this.#sums = new SumsWhileTyping(around, (uri) => this.#tell([uri]));
    files.documents.onDidOpen(({ document }) => void this.#enter(document));
    files.documents.onDidChangeContent(({ document }) => this.#follow(document));
    files.documents.onDidClose(({ document }) => void this.#leave(document.uri));
  }

  /**
   * The findings in an open file; undefined until its repository is read. While the user types, those of many kustomizations may be
   * of an earlier version; if they are others in a pause, `onChanged` is called ({@link SumsWhileTyping}).
   */
  async findings(
    document: EditorDocument,
    settings: LintSettings,
    isTyping = false,
  ): Promise<FromOtherFiles | undefined> {
    const mesh = this.#meshOf(document.uri);
    if (!mesh) return undefined;
    this.#update(mesh, document);
    const file = this.#around.files.read(document);
    const sums = await this.#sums.findings(mesh.sums, document, file, settings, isTyping);
    return this.#fromOthers(mesh, document.uri, settings, file, sums);
  }

  /** The mesh around an open file, with the file as it is in the editor; reads the repository where that was not done yet. */
  async around(document: EditorDocument): Promise<RepositoryMesh | undefined> {
    const root = this.#roots.get(document.uri) ?? (await this.#rootAround(document.uri));
    const mesh = this.#meshes.ready(root.root) ?? (await this.#read(root));
    if (this.#around.files.get(document.uri) !== document) return undefined;
    this.#update(mesh, document);
    return mesh;
  }

  /** The same, if it is read already. */
  readyAround(document: EditorDocument): RepositoryMesh | undefined {
    const mesh = this.#meshOf(document.uri);
    if (mesh) this.#update(mesh, document);
    return mesh;
  }

  /** The innermost mesh that has read a file, open or not; undefined if none has. */
  withFile(uri: string): RepositoryMesh | undefined {
    const around = this.#meshes.all.filter((mesh) => mesh.hasRead(uri));
    return around.sort((a, b) => b.root.length - a.root.length)[0];
  }

  /** The meshes that are read. */
  get all(): readonly RepositoryMesh[] {
    return this.#meshes.all;
  }

  /** The URIs of the files that were read for them. */
  get files(): readonly string[] {
    return this.#meshes.all.flatMap(({ model }) => model.readUris);
  }

  /**
   * Reads the repository that a folder is or lies in, where that was not done yet. Gives the URIs of the files that there may
   * be findings in.
   */
  async read(folder: string): Promise<Iterable<string>> {
    const root = (await this.#around.rootOf(childUri(folder, ''))) ?? folder;
    const mesh = this.#meshes.ready(root) ?? (await this.#read({ root, isRead: true }));
    return mesh.judgedUris;
  }

  /** Whether there are findings in a file, as far as its repository is read. */
  async hasFindings(uri: string, settings: LintSettings): Promise<boolean> {
    const mesh = this.withFile(uri);
    if (!mesh || (await mesh.hasFindings(uri, settings))) return mesh !== undefined;
    // Read only for a file that a kustomization uses, or that was rendered.
    const isRead = mesh.sums.has(uri) || this.#around.rendered()?.has(uri) === true;
    const file = isRead ? await mesh.fileOf(uri) : undefined;
    const found = file && (await this.findingsOnDisk(uri, file, settings));
    return found !== undefined && found.findings.length > 0;
  }

  /** The findings in a file that is not open; undefined while its repository is not read. */
  async findingsOnDisk(
    uri: string,
    file: SourceFile,
    settings: LintSettings,
  ): Promise<FromOtherFiles | undefined> {
    const mesh = this.withFile(uri);
    if (!mesh) return undefined;
    const sums = await sumLinterOf(mesh.sums, this.#around.linter).findings(uri, file, settings);
    return this.#fromOthers(mesh, uri, settings, file, sums);
  }

  /** Updates for files that were created, deleted or changed outside of the editor. */
  async refresh(uris: readonly string[]): Promise<void> {
    // One that is being read may have read the old text already.
    for (const mesh of await this.#meshes.allRead()) {
      const closed = uris.filter((uri) => mesh.holds(uri) && !this.#around.files.get(uri));
      if (closed.length > 0) this.#tell(await mesh.refresh(closed));
    }
  }

  /** Ends all reading. */
  stop(): void {
    this.#meshes.stop();
  }

  /** What the mesh and the kustomizations around a file say of it. */
  async #fromOthers(
    mesh: RepositoryMesh,
    uri: string,
    settings: LintSettings,
    file: SourceFile,
    sums: SumFindings | undefined,
  ): Promise<FromOtherFiles> {
    const findings = await mesh.findings(uri, settings, file);
    const known = [...findings, ...(sums?.added ?? [])];
    const rendered = this.#around.rendered()?.findings(uri, file, settings, known) ?? [];
    return { findings: [...known, ...rendered], isRepaired: sums?.isRepaired };
  }

  async #enter(document: EditorDocument): Promise<void> {
    const { uri } = document;
    const root = await this.#rootAround(uri);
    if (!this.#around.files.get(uri)) return;
    this.#roots.set(uri, root);
    this.#follow(document);
  }

  async #rootAround(uri: string): Promise<MeshRoot> {
    const folder = await this.#around.rootOf(uri);
    return { root: folder ?? parentUri(uri) ?? uri, isRead: folder !== undefined };
  }

  #follow(document: EditorDocument): void {
    const root = this.#roots.get(document.uri);
    if (!root) return;
    const mesh = this.#meshes.ready(root.root);
    if (mesh) this.#update(mesh, document);
    else if (!this.#meshes.isReading(root.root) && asksForMesh(document.getText())) void this.#read(root);
  }

  /** Reads a repository. Files that are open by then are taken from the editor. */
  async #read(root: MeshRoot): Promise<RepositoryMesh> {
    const mesh = await this.#meshes.of(root);
    for (const [uri, other] of this.#roots) {
      const document = other.root === root.root ? this.#around.files.get(uri) : undefined;
      if (!document) continue;
      this.#update(mesh, document);
      this.#tell([uri]);
    }
    return mesh;
  }

  async #leave(uri: string): Promise<void> {
    const mesh = this.#meshOf(uri);
    this.#roots.delete(uri);
    if (mesh) this.#tell(await mesh.refresh([uri], true));
  }

  #meshOf(uri: string): RepositoryMesh | undefined {
    const root = this.#roots.get(uri);
    return root && this.#meshes.ready(root.root);
  }

  /** The file's own findings are requested anyway. */
  #update(mesh: RepositoryMesh, document: EditorDocument): void {
    const touched = new Set(mesh.open(document.uri, this.#around.files.read(document)));
    touched.delete(document.uri);
    this.#tell(touched);
  }

  #tell(uris: Iterable<string>): void {
    const wasEmpty = this.#changed.size === 0;
    for (const uri of uris) this.#changed.add(uri);
    if (!wasEmpty || this.#changed.size === 0) return;
    soon(() => {
      const changed = [...this.#changed];
      this.#changed.clear();
      this.#around.onChanged(changed);
    });
  }
}

/** Whether a text is one for which the mesh around it is read. */
export function asksForMesh(text: string): boolean {
  return mayContainLinkerd(text) || asksAcrossFiles(text);
}
