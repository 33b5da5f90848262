import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import { readFileFacts } from '../../server/src/facts/fileFacts.ts';
import { isKustomization } from '../../server/src/mesh/filePlacements.ts';
import { MeshModel } from '../../server/src/mesh/meshModel.ts';
import { meshTraffic } from '../../server/src/mesh/traffic/meshTraffic.ts';
import type { PortTraffic, WorkloadTraffic } from '../../server/src/mesh/traffic/workloadTraffic.ts';
import { dedent } from './example.ts';
import { readFiles } from './lintMesh.ts';

/** The traffic of the workloads in an example of one or more files; see `readFiles`. */
export function trafficIn(source: string): WorkloadTraffic[] {
  const model = new MeshModel();
  model.update(
    [...readFiles(dedent(source))].map(([path, text]) => ({
      path,
      uri: path,
      facts: readFileFacts(SourceFile.read(text).documents, isKustomization(path)),
    })),
  );
  return meshTraffic(model);
}

/** The traffic of a port of the only workload in an example. */
export function portIn(source: string, port: number): PortTraffic {
  const [workload, ...more] = trafficIn(source);
  const found = workload?.ports.find((candidate) => candidate.port === port);
  if (!found || more.length > 0) throw new Error(`There is not one workload with the port ${port}.`);
  return found;
}
