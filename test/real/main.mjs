/**
 * Comparisons with real programs, outside CI: they are built first, which takes long.
 *
 *     npm run test:real -- <comparison> [argument]...
 */
import { fail } from '../../scripts/project/progress.mjs';
import { sampleCluster } from './cluster/sampleCluster.mjs';
import { compareHelm } from './helm/compareHelm.mjs';
import { runKubeconform } from './kubeconform/runKubeconform.mjs';
import { compareKustomize } from './kustomize/compareKustomize.mjs';
import { comparePolicies } from './policies/comparePolicies.mjs';
import { compareSchemas } from './schemas/compareSchemas.mjs';
import { compareValues } from './values/compareValues.mjs';

/** Each by its name; it gets the arguments behind that. */
const COMPARISONS = {
  cluster: sampleCluster,
  helm: compareHelm,
  kubeconform: runKubeconform,
  kustomize: compareKustomize,
  policies: comparePolicies,
  schemas: compareSchemas,
  values: compareValues,
};

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  if (!Object.hasOwn(COMPARISONS, name))
    throw new Error(`Name one of the comparisons: ${Object.keys(COMPARISONS).join(', ')}.`);
  await COMPARISONS[name](args);
}

main().catch(fail);
