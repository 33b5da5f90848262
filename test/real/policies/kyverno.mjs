import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOrThrow } from '../../../scripts/project/processes.mjs';
import { builtPrograms, startModule } from '../goModule.mjs';

const VERSION = 'v1.19.1';
const CLI = 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno';
/** Kyverno's own replacement, which holds for its main module only. */
const REPLACED =
  'k8s.io/pod-security-admission=github.com/kyverno/pod-security-admission@v0.0.0-20251031094455-46f20778634f';

/**
 * The verdicts of Kyverno's own command line, `kyverno apply`.
 *
 * @param {string} [program] the program, which is built once, in 10 to 20 minutes, where none is named
 */
export async function askKyverno(policies, resources, program) {
  const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-kyverno-'));
  try {
    const paths = { policies: join(folder, 'policies.yaml'), resources: join(folder, 'resources.yaml') };
    writeFileSync(paths.policies, documents(policies));
    writeFileSync(paths.resources, documents(resources.map(numbered)));
    const args = ['apply', paths.policies, '--resource', paths.resources, '--policy-report'];
    const { stdout, stderr } = spawnSync(program ?? (await build()), [...args, '--output-format', 'json'], {
      encoding: 'utf8',
      maxBuffer: 1_000_000_000,
      // It looks for a cluster otherwise.
      env: { ...process.env, KUBECONFIG: join(folder, 'none') },
    });
    return verdicts(stdout, stderr, policies, resources);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Builds the command line, if it is not built yet. Gives its path. */
async function build() {
  const folder = join(builtPrograms, 'kyverno');
  const program = join(folder, `kyverno-${VERSION}`);
  if (existsSync(program)) return program;
  await startModule(folder, CLI);
  const go = (...args) => runOrThrow('go', args, { cwd: folder });
  await go('mod', 'edit', '-replace', REPLACED);
  await go('get', `github.com/kyverno/kyverno@${VERSION}`);
  await go('mod', 'tidy');
  await go('build', '-o', program, CLI);
  return program;
}

/** JSON is YAML. */
function documents(manifests) {
  return manifests.map((manifest) => `---\n${JSON.stringify(manifest)}\n`).join('');
}

/** The report names a resource by kind and name. */
function numbered(resource, index) {
  return { ...resource, metadata: { ...resource.metadata, name: `n${index}` } };
}

function verdicts(stdout, stderr, policies, resources) {
  const start = stdout.indexOf('{');
  if (start === -1) throw new Error(`Kyverno made no report: ${stdout}${stderr}`);
  const said = resources.map(() => ({}));
  const judged = new Set();
  for (const { policy, result, message, resources: subjects } of resultsOf(JSON.parse(stdout.slice(start)))) {
    judged.add(policy);
    if (result === 'error') throw new Error(`${policy}: ${message}`);
    for (const { name } of result === 'fail' ? subjects : []) said[Number(name.slice(1))][policy] = [message];
  }
  if (judged.size !== policies.length) throw new Error(`Kyverno took ${judged.size} of ${policies.length}.`);
  return said;
}

/** The results of a report, or of a list of reports. */
function resultsOf({ items, results }) {
  return items ? items.flatMap(resultsOf) : (results ?? []);
}
