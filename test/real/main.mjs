/**
 * Comparisons with real programs, outside CI: they are built first, which takes long.
 *
 *     npm run test:real -- <comparison> [argument]...
 */
import { fail } from '../../scripts/project/progress.mjs';
import { runKubeconform } from './kubeconform/runKubeconform.mjs';
import { comparePolicies } from './policies/comparePolicies.mjs';
import { compareSchemas } from './schemas/compareSchemas.mjs';
import { compareValues } from './values/compareValues.mjs';

/** Each by its name; it gets the arguments behind that. */
const COMPARISONS = {
  kubeconform: runKubeconform,
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
