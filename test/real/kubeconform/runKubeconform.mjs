/*
 * Runs kubeconform with our schemas over the resources that a real API server judged (`test/data/apiserver-verdicts.jsonl`).
 * Needs the program: `go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0`.
 *
 *     npm run test:real -- kubeconform [--program <path>]
 *
 * What the server took, kubeconform must take. Prints how often both agree; leaves with 1 if it rejects such a resource.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../../scripts/project/paths.mjs';

const SCHEMAS = join(root, 'schema/resources/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json');

/** Prints the counts, and each resource that only kubeconform rejects. */
export async function runKubeconform(args) {
  const { values: options } = parseArgs({
    args,
    options: { program: { type: 'string', default: 'kubeconform' } },
  });
  const [, ...rows] = readFileSync(join(root, 'test/data/apiserver-verdicts.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    // The API server drops a null, which JSON Schema cannot say: there it is a value of the wrong type.
    .filter(({ mistake = '' }) => !mistake.startsWith('null at '));
  const counts = {
    'both take': 0,
    'both reject': 0,
    'only the server rejects': 0,
    'only kubeconform rejects': 0,
  };
  for (const [index, isValid] of judge(options.program, rows).entries()) {
    const { resource, mistake, refused } = rows[index];
    if (isValid) counts[refused === undefined ? 'both take' : 'only the server rejects']++;
    else if (refused !== undefined) counts['both reject']++;
    else {
      counts['only kubeconform rejects']++;
      console.log(`${mistake ?? 'no mistake'}: ${JSON.stringify(resource)}`);
    }
  }
  console.log(counts);
  process.exitCode = counts['only kubeconform rejects'] > 0 ? 1 : 0;
}

/** Whether each resource is valid. They are told apart by their names, which no schema limits. */
function judge(program, rows) {
  const named = rows.map(({ resource }, index) => ({
    ...resource,
    metadata: { ...resource.metadata, name: `n${index}` },
  }));
  const input = named.map((resource) => JSON.stringify(resource)).join('\n---\n');
  const flags = ['-schema-location', SCHEMAS, '-output', 'json', '-verbose', '-'];
  const { stdout, error } = spawnSync(program, flags, { input, encoding: 'utf8', maxBuffer: 100_000_000 });
  if (error) throw new Error(`kubeconform does not start (${error.message}). See the top of this file.`);
  const statuses = new Map(JSON.parse(stdout).resources.map(({ name, status }) => [name, status]));
  return named.map(({ metadata: { name } }) => {
    const status = statuses.get(name);
    if (status === 'statusError' || status === undefined)
      throw new Error(`kubeconform did not judge ${name}.`);
    return status === 'statusValid';
  });
}
