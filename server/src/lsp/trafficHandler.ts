import type { Connection } from 'vscode-languageserver';
import { trafficPicture } from '../features/traffic/trafficPicture.ts';
import type { OpenFiles } from './openFiles.ts';
import type { OpenMeshes } from './openMeshes.ts';
import { TRAFFIC_REQUEST, type TrafficParams, type TrafficPicture } from './protocol.ts';

/** Answers {@link TRAFFIC_REQUEST}; null for a file of a repository that was not read. */
export function serveTraffic(connection: Connection, files: OpenFiles, meshes: OpenMeshes): void {
  connection.onRequest(TRAFFIC_REQUEST, async ({ uri, position, scope }: TrafficParams) => {
    const document = files.get(uri);
    const mesh = document ? await meshes.around(document) : meshes.withFile(uri);
    if (!mesh) return null;
    const cursor = document &&
      position && { uri, file: files.read(document), offset: document.offsetAt(position) };
    return trafficPicture({ mesh, cursor, scope }) satisfies Promise<TrafficPicture>;
  });
}
