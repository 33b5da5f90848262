/** Our model of kustomize beside kustomize's own code, on machines with Go. */
import { compareBuilds, compile } from '../../test/real/kustomize/compareKustomize.mjs';

/** The same builds in every run. */
const BUILDS = { first: 0, count: 1000 };

/** @returns {Promise<import('./outcome.mjs').Outcome>} */
export async function kustomize() {
  const binary = binaryOrReason();
  if ('reason' in binary) {
    // Machines without Go are not asked to have it.
    console.log(`Skipped: ${binary.reason}`);
    return { name: 'kustomize', passed: 0, failed: 0, leftOut: [] };
  }
  const { report, agreed, isAlike } = await compareBuilds({ ...BUILDS, binary: binary.path });
  for (const line of report) console.log(line);
  return {
    name: 'kustomize',
    passed: agreed,
    failed: isAlike ? 0 : Math.max(1, report.length - 1),
    leftOut: [],
  };
}

function binaryOrReason() {
  try {
    return { path: compile() };
  } catch (error) {
    return { reason: error.message };
  }
}
