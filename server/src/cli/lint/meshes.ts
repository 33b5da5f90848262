import { resolve } from 'node:path';
import type { AppliedSums } from '../../engine/appliedSums.ts';
import { BuildLinter, locateBuildFindings } from '../../engine/buildLinter.ts';
import type { Finding } from '../../engine/finding.ts';
import { judgedKustomization } from '../../engine/judgedKustomization.ts';
import type { LintSettings, RuleFailure } from '../../engine/lintDocument.ts';
import type { Linter } from '../../engine/linter.ts';
import { MESH_FILES } from '../../engine/meshFiles.ts';
import type { RepositoryMesh, UnreadReason } from '../../engine/repositoryMesh.ts';
import { type MeshRoot, RepositoryMeshes } from '../../engine/repositoryMeshes.ts';
import { SourceFile } from '../../engine/sourceFile.ts';
import { type SumFindings, sumLinterOf } from '../../engine/sumFindings.ts';
import { readFileFacts } from '../../facts/fileFacts.ts';
import { asksAcrossFiles, mayDeploy } from '../../facts/meshWords.ts';
import { mayHaveFacts } from '../../facts/readFacts.ts';
import { isKustomization, KUSTOMIZATION } from '../../mesh/filePlacements.ts';
import { REPOSITORY_RULES } from '../../rules/allRules.ts';
import { type ContentFilter, isBelow, type ListingHost, parentUri } from '../../workspace/fileHost.ts';
import { Repositories } from '../../workspace/repositories.ts';
import type { LintArguments } from '../arguments/lintArguments.ts';
import { folderUri, pathOf, uriOf } from '../paths.ts';

/**
 * The meshes of a run. A file's mesh consists of all files of its repository; outside of repositories, of those in
 * the folder that was named.
 */
export class Meshes {
  readonly #meshes: RepositoryMeshes;
  readonly #repositories: Repositories;
  /** The URIs of the named folders. */
  readonly #folders: readonly string[];

  readonly #linter: Linter;
  readonly #builds: BuildLinter;
  readonly #host: ListingHost;
  readonly #asking = new Map<string, Promise<boolean>>();
  readonly #besides = new Set<string>();
  /** The sums whose files are among these. */
  readonly #seen = new Set<unknown>();

  constructor(
    host: ListingHost,
    { paths, isComplete }: LintArguments,
    onFailure: RuleFailure,
    linter: Linter,
  ) {
    this.#linter = linter;
    this.#builds = new BuildLinter(REPOSITORY_RULES.builds, onFailure);
    this.#meshes = new RepositoryMeshes(host, REPOSITORY_RULES, onFailure, isComplete);
    this.#host = host;
    this.#repositories = new Repositories(host);
    this.#folders = paths.map((path) => folderUri(resolve(path)).slice(0, -1));
  }

  /**
   * The findings in a file as it is here. Where that is how it is on the disk, it has been read for the mesh already;
   * otherwise it is about to be written, or came over standard input. Nothing else is read for a file without resources that is
   * no kustomization, in which there are no findings.
   */
  async findings(
    path: string,
    file: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<readonly Finding[]> {
    const isJudged = isKustomization(path) || mayDeploy(file.text);
    if (!mayHaveFacts(file.text) && !isJudged) return [];
    const uri = uriOf(path);
    const mesh = await this.#meshOf(uri, file);
    if (!mesh) return isJudged ? this.#buildFindings(uri, file, settings, isOnDisk) : [];
    if (!isOnDisk || !mesh.hasRead(uri)) mesh.open(uri, file);
    const findings = await mesh.findings(uri, settings, file);
    mesh.close(uri);
    return findings;
  }

  /**
   * What the kustomizations of the file's repository say of a file as it is here; undefined if none has a use for it, or where
   * there is no repository. Nothing else is read for a file in a repository without kustomizations.
   */
  async sumFindings(
    path: string,
    file: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<SumFindings | undefined> {
    const uri = uriOf(path);
    return this.#inSums(uri, file, isOnDisk, async (sums) => {
      const found = await sumLinterOf(sums, this.#linter).findings(uri, file, settings);
      if (found) for (const other of sums.filesBeside(uri, this.#seen)) this.#besides.add(pathOf(other));
      return found;
    });
  }

  /** What is wrong with a kustomization, in a repository whose mesh is not read. */
  async #buildFindings(
    uri: string,
    file: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<readonly Finding[]> {
    const found = await this.#inSums(uri, file, isOnDisk, async (sums) =>
      this.#builds.findings(await judgedKustomization(sums, uri), settings),
    );
    return found ? locateBuildFindings(found, file) : [];
  }

  /** What is found in the sums of the file's repository, with the file as it is here; undefined where there is no repository. */
  async #inSums<Found>(
    uri: string,
    file: SourceFile,
    isOnDisk: boolean,
    find: (sums: AppliedSums) => Promise<Found>,
  ): Promise<Found | undefined> {
    const meshRoot = await this.#rootOf(uri);
    const { root, isRead } = meshRoot;
    if (!isRead) return undefined;
    if (!this.#meshes.ready(root) && (await this.#asks(root))) await this.#meshes.of(meshRoot);
    const sums = this.#meshes.sumsOf(root);
    if (!isOnDisk) sums.open(uri, file);
    const found = await find(sums);
    if (!isOnDisk) sums.refresh([uri]);
    return found;
  }

  /** The files that kustomizations apply together with those that {@link sumFindings} was asked about. */
  get appliedBesides(): Iterable<string> {
    return this.#besides;
  }

  /** Whether there are findings in a file of {@link paths}, which is not read for this. */
  async hasFindings(path: string, settings: LintSettings): Promise<boolean> {
    const uri = uriOf(path);
    for (const mesh of this.#meshes.all)
      if (mesh.hasRead(uri) && (await mesh.hasFindings(uri, settings))) return true;
    return false;
  }

  /** The paths of the files with resources, and of the kustomizations, in all meshes that were read. */
  get paths(): readonly string[] {
    return this.#meshes.all.flatMap(({ judgedUris }) => [...judgedUris].map(pathOf));
  }

  /** The files that are there and could not be read for the meshes, by path, with the reason. */
  get unread(): ReadonlyMap<string, UnreadReason> {
    return new Map(
      this.#meshes.all.flatMap(({ unread }) =>
        [...unread].map(([uri, reason]) => [pathOf(uri), reason] as const),
      ),
    );
  }

  /** Undefined for a repository in which no rule depends on other files. */
  async #meshOf(uri: string, file: SourceFile): Promise<RepositoryMesh | undefined> {
    const root = await this.#rootOf(uri);
    const asks = asksAcrossFiles(file.text) || (root.isRead && (await this.#asks(root.root)));
    return asks ? this.#meshes.of(root) : undefined;
  }

  async #rootOf(uri: string): Promise<MeshRoot> {
    const named = this.#folders.find((folder) => isBelow(uri, folder));
    const folder = (await this.#repositories.rootOf(uri)) ?? named;
    return { root: folder ?? parentUri(uri) ?? uri, isRead: folder !== undefined };
  }

  #asks(root: string): Promise<boolean> {
    const asking = this.#asking.get(root) ?? this.#search(root);
    this.#asking.set(root, asking);
    return asking;
  }

  /** Whether a rule depends on other files of a repository. If none does, the mesh does not tell the sums what is applied. */
  async #search(root: string): Promise<boolean> {
    const uris = await this.#host.listFiles(root, { ...MESH_FILES, signal: NEVER, filter: REMARKABLE });
    const sums = this.#meshes.sumsOf(root);
    sums.list(uris);
    for (const uri of uris) {
      const text = (await this.#host.readText(uri)) ?? '';
      if (asksAcrossFiles(text)) return true;
      if (mayDeploy(text)) sums.deploy(uri, readFileFacts(SourceFile.readOnce(text).documents).deployedPaths);
    }
    return false;
  }
}

const NEVER = new AbortController().signal;

const REMARKABLE: ContentFilter = {
  paths: KUSTOMIZATION,
  test: (text) => asksAcrossFiles(text) || mayDeploy(text),
};
