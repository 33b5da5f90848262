/*
 * Compares our model of kustomize with kustomize's own code, which `tools/` pins, on generated kustomizations. Needs Go and, the
 * first time, the Go module proxy.
 *
 *     npm run test:real -- kustomize [--count 1500] [--first 0] [--tools <binary>]
 *
 * Prints how often both agree, how often we say that something is not certain, and every difference; leaves with 1 if there is one,
 * or if too much is not certain.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { askGoTool, compileGoTool } from '../goTool.mjs';
import { differencesInReferences } from './followedReferences.mjs';
import { makeKustomization } from './kustomizationMaker.mjs';

const { buildOurs, summaryOfBuilt, UNKNOWN } = await loadTypeScript(
  new URL('./buildOurs.ts', import.meta.url),
);

/** The program around kustomize's code. */
const TOOL = new URL('./tools/', import.meta.url);

/** Of all builds, in percent. */
const MOST_UNKNOWN = 5;

/** Prints the comparison; the exit status says whether there are differences. */
export async function compareKustomize(args) {
  const { values: options } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '1500' },
      first: { type: 'string', default: '0' },
      tools: { type: 'string' },
    },
  });
  const { report, isAlike } = await compareBuilds({
    first: Number(options.first),
    count: Number(options.count),
    binary: options.tools ?? compile(),
  });
  for (const line of report) console.log(line);
  process.exitCode = isAlike ? 0 : 1;
}

/** Builds generated kustomizations both ways; `agreed` counts those on which both agree. */
export async function compareBuilds({ first, count, binary }) {
  const cases = Array.from({ length: count }, (_, index) => ({
    seed: first + index,
    ...makeKustomization(first + index),
  }));
  const requests = cases.map(({ files, folder }) => ({ files, folder }));
  const answers = askGoTool(TOOL, requests, binary);
  const counts = { agree: 0, fail: 0, unknown: 0 };
  const differences = differencesInReferences(TOOL, binary);
  for (const [index, { seed, files, folder }] of cases.entries()) {
    const { resources, error } = answers[index];
    const ours = buildOurs(files, folder);
    if (ours === 'unknown') counts.unknown++;
    else if (ours === 'failed' || error !== undefined) {
      if (ours === 'failed' && error !== undefined) counts.fail++;
      else if (isUncertain(ours)) counts.unknown++;
      else
        differences.push(
          `${seed}: ${error === undefined ? 'we say that the build fails' : `kustomize fails: ${error}`}`,
        );
    } else {
      const difference = differenceOf(ours, resources.map(summaryOfBuilt));
      if (difference !== undefined) differences.push(`${seed}: ${difference}`);
      else if (isUncertain(ours)) counts.unknown++;
      else counts.agree++;
    }
  }
  const share = (100 * counts.unknown) / count;
  const report = [
    ...differences.map((difference) => `DIFFERS ${difference}`),
    `${count} builds: ${counts.agree} agree, ${counts.fail} fail in both, ${counts.unknown} not certain (${share.toFixed(1)} %), ${differences.length} differences.`,
  ];
  return {
    report,
    agreed: counts.agree + counts.fail,
    isAlike: differences.length === 0 && share <= MOST_UNKNOWN,
  };
}

function isUncertain(ours) {
  return JSON.stringify(ours).includes(UNKNOWN);
}

function differenceOf(ours, theirs) {
  if (ours.length !== theirs.length) return `we have ${ours.length} resources, kustomize ${theirs.length}`;
  const waiting = [...theirs];
  for (const own of ours) {
    const at = waiting.findIndex((other) => !partDifferent(own, other));
    if (at === -1) return described(own, waiting);
    waiting.splice(at, 1);
  }
  return undefined;
}

function described(own, others) {
  const sameKind = others.find(
    (other) => other.kind === own.kind && other['metadata/name'] === own['metadata/name'],
  );
  const part = sameKind && partDifferent(own, sameKind);
  if (!part) return `kustomize has no ${own.kind} ${own['metadata/name']} in ${own['metadata/namespace']}`;
  return `${own.kind} ${part}: we ${JSON.stringify(own[part])}, kustomize ${JSON.stringify(sameKind[part])}`;
}

/** The first path at which two resources differ for certain. */
function partDifferent(own, other) {
  return Object.keys(own).find((path) => !isAlike(own[path], other[path]));
}

function isAlike(own, other) {
  if (own === UNKNOWN) return true;
  const isMap = typeof own === 'object' && own !== null;
  // An empty mapping and none are the same to the API server.
  if (!isMap || typeof other !== 'object' || other === null)
    return isDeepStrictEqual(own, other) || (sizeOf(own) === 0 && sizeOf(other) === 0);
  return [...new Set([...Object.keys(own), ...Object.keys(other)])].every((key) =>
    isAlike(own[key], other[key]),
  );
}

function sizeOf(map) {
  return map === undefined ? 0 : typeof map === 'object' && map !== null ? Object.keys(map).length : -1;
}

/** The program around kustomize's code, which is built once and kept for later runs. */
export function compile() {
  const folder = join(homedir(), '.cache', 'linkerd-lint');
  const binary = join(folder, 'kustomize-0.21.2');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  compileGoTool(TOOL, binary);
  return binary;
}
