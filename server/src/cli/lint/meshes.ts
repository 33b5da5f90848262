import { resolve } from 'node:path';
import type { Finding } from '../../engine/finding.ts';
import type { LintSettings, RuleFailure } from '../../engine/lintDocument.ts';
import { MESH_FILES, type RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { RepositoryMeshes } from '../../engine/repositoryMeshes.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { asksAcrossFiles } from '../../facts/meshWords.ts';
import { mayHaveFacts } from '../../facts/readFacts.ts';
import { MESH_RULES } from '../../rules/registry.ts';
import {
  type ContentFilter,
  isBelow,
  type ListingHost,
  parentUri,
  type ReadRefusal,
} from '../../workspace/fileHost.ts';
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

  readonly #host: ListingHost;
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(host: ListingHost, { paths, isComplete }: LintArguments, onFailure: RuleFailure) {
    this.#meshes = new RepositoryMeshes(host, MESH_RULES, onFailure, isComplete);
    this.#host = host;
    this.#repositories = new Repositories(host);
    this.#folders = paths.map((path) => folderUri(resolve(path)).slice(0, -1));
  }

  /**
   * The findings in a file as it is here. Where that is how it is on the disk, it has been read for the mesh already;
   * otherwise it is about to be written, or came over standard input. Nothing else is read for a file without resources,
   * in which there are no findings.
   */
  async findings(
    path: string,
    file: SourceFile,
    settings: LintSettings,
    isOnDisk: boolean,
  ): Promise<readonly Finding[]> {
    if (!mayHaveFacts(file.text)) return [];
    const uri = uriOf(path);
    const mesh = await this.#meshOf(uri, file);
    if (!mesh) return [];
    if (!isOnDisk || !mesh.hasRead(uri)) mesh.open(uri, file);
    const findings = await mesh.findings(uri, settings, file);
    mesh.close(uri);
    return findings;
  }

  /** Whether there are findings in a file of {@link paths}, which is not read for this. */
  hasFindings(path: string, settings: LintSettings): boolean {
    const uri = uriOf(path);
    return this.#meshes.all.some((mesh) => mesh.hasRead(uri) && mesh.hasFindings(uri, settings));
  }

  /** The paths of the files with resources in all meshes that were read. */
  get paths(): readonly string[] {
    return this.#meshes.all.flatMap(({ uris }) => [...uris].map(pathOf));
  }

  /** The files that are there and could not be read for the meshes, by path, with the reason. */
  get unread(): ReadonlyMap<string, ReadRefusal> {
    return new Map(
      this.#meshes.all.flatMap(({ unread }) =>
        [...unread].map(([uri, reason]) => [pathOf(uri), reason] as const),
      ),
    );
  }

  /** Undefined for a repository in which no rule depends on other files. */
  async #meshOf(uri: string, file: SourceFile): Promise<RepositoryMesh | undefined> {
    const named = this.#folders.find((folder) => isBelow(uri, folder));
    const folder = (await this.#repositories.rootOf(uri)) ?? named;
    const root = { root: folder ?? parentUri(uri) ?? uri, isRead: folder !== undefined };
    const asks = ASKING.test(file.text) || (root.isRead && (await this.#asks(root.root)));
    return asks ? this.#meshes.of(root) : undefined;
  }

  #asks(root: string): Promise<boolean> {
    const known = this.#asking.get(root);
    if (known) return known;
    const asking = this.#host.listFiles(root, { ...MESH_FILES, signal: NEVER, filter: ASKING });
    const asks = asking.then((uris) => uris.length > 0);
    this.#asking.set(root, asks);
    return asks;
  }
}

const NEVER = new AbortController().signal;

const ASKING: ContentFilter = {
  paths: /^\/$/,
  test: asksAcrossFiles,
};
