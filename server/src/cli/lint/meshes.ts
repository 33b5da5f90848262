import { resolve } from 'node:path';
import type { Finding } from '../../engine/finding.ts';
import type { LintSettings, RuleFailure } from '../../engine/lintDocument.ts';
import type { RepositoryMesh } from '../../engine/repositoryMesh.ts';
import { RepositoryMeshes } from '../../engine/repositoryMeshes.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { NO_FACTS, readFileFacts } from '../../facts/fileFacts.ts';
import { MESH_RULES } from '../../rules/registry.ts';
import { isBelow, type ListingHost, parentUri } from '../../workspace/fileHost.ts';
import { Repositories } from '../../workspace/repositories.ts';
import { folderUri, pathOf, uriOf } from '../paths.ts';

/**
 * What the resources of a run say of each other. The files that a run lints are judged together with all others of their
 * repository; outside of repositories, with those in the folder that was named, or in their own.
 */
export class Meshes {
  readonly #meshes: RepositoryMeshes;
  readonly #repositories: Repositories;
  /** The URIs of the folders that were named. */
  readonly #folders: readonly string[];

  constructor(host: ListingHost, paths: readonly string[], onFailure: RuleFailure) {
    this.#meshes = new RepositoryMeshes(host, MESH_RULES, onFailure);
    this.#repositories = new Repositories(host);
    this.#folders = paths.map((path) => folderUri(resolve(path)).slice(0, -1));
  }

  /**
   * The findings in a file as it is here: on the disk, about to be written, or from standard input. Nothing else is read for
   * a file without resources, in which there are no findings.
   */
  async findings(path: string, file: SourceFile, settings: LintSettings): Promise<readonly Finding[]> {
    if (readFileFacts(file.documents.map(({ document }) => document)) === NO_FACTS) return [];
    const uri = uriOf(path);
    const mesh = await this.#meshOf(uri);
    mesh.open(uri, file);
    const findings = await mesh.findings(uri, settings);
    mesh.close(uri);
    return findings;
  }

  /** The paths of the files with resources in all meshes that were read. */
  get paths(): readonly string[] {
    return this.#meshes.all.flatMap(({ uris }) => [...uris].map(pathOf));
  }

  async #meshOf(uri: string): Promise<RepositoryMesh> {
    const named = this.#folders.find((folder) => isBelow(uri, folder));
    const root = (await this.#repositories.rootOf(uri)) ?? named ?? parentUri(uri) ?? uri;
    return this.#meshes.of(root);
  }
}
