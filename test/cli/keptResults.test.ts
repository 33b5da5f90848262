import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test, vi } from 'vitest';
import { NO_FACTS } from '../../server/src/facts/fileFacts.ts';
import { storeFacts } from '../../server/src/facts/storedFacts.ts';
import { DiskResults } from '../../server/src/node/diskResults.ts';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

/** Enough that results about them are kept. */
const COUNT = 600;

const service = (name: string) => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
`;
const route = (backend: string) => `apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{kind: Service, group: core, name: s1, port: 80}]
  rules: [{backendRefs: [{kind: Service, name: ${backend}, port: 80}]}]
`;

const caches = () => join(workspace.folder, '.caches');
const facts = () => join(caches(), 'linkerd-lint', 'facts');
const uriOf = (name: string) => pathToFileURL(join(workspace.folder, `${name}.yaml`)).href;

function findings(): string[] {
  const env = { XDG_CACHE_HOME: caches(), CI: '' };
  const { stdout, stderr } = workspace.run(['.', '--format', 'json', '--complete'], { env });
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as { file: string; line: number; rule: string }[];
  return found.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

beforeEach(() => {
  workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
  for (let number = 0; number < COUNT; number++) workspace.write(`s${number}.yaml`, service(`s${number}`));
  workspace.write('api.yaml', service('api'));
  workspace.write('route.yaml', route('api'));
});

/** Runs until the files are old enough for results to be kept. */
function untilKept(): void {
  for (let run = 0; run < 100 && !existsSync(facts()); run++) expect(findings()).toEqual([]);
}

/** Makes the results of the last run say that `api.yaml`, and enough others to be stored, contain no resources. */
function emptyStoredFacts(): void {
  const [name = ''] = readdirSync(facts());
  const [head = ''] = readFileSync(join(facts(), name), 'utf8').split('\n');
  const [program = ''] = JSON.parse(head.slice(0, head.lastIndexOf(' '))) as string[];
  vi.stubEnv('XDG_CACHE_HOME', caches());
  vi.stubEnv('CI', '');
  const results = DiskResults.below(pathToFileURL(workspace.folder).href, 'facts', program);
  for (let number = 30; number < COUNT; number++) results?.get(uriOf(`s${number}`));
  for (const file of ['api', ...Array.from({ length: 30 }, (_, number) => `s${number + 2}`)])
    results?.set(uriOf(file), storeFacts(NO_FACTS));
  results?.save();
  vi.unstubAllEnvs();
}

test('facts about files that have not changed are those of the run before', () => {
  untilKept();
  expect(findings()).toEqual([]);
  emptyStoredFacts();
  expect(findings()).toEqual(['route.yaml:6 route-backend-missing']);
  // The same text, written again.
  workspace.write('api.yaml', service('api'));
  expect(findings()).toEqual([]);
});

test('findings follow edits, new files and removed ones', () => {
  untilKept();
  workspace.write('route.yaml', route('gone'));
  expect(findings()).toEqual(['route.yaml:6 route-backend-missing']);
  workspace.write('gone.yaml', service('gone'));
  expect(findings()).toEqual([]);
  rmSync(join(workspace.folder, 'gone.yaml'));
  expect(findings()).toEqual(['route.yaml:6 route-backend-missing']);
});

test('nothing is kept on a CI server', () => {
  const { stderr } = workspace.run(['.'], { env: { XDG_CACHE_HOME: caches(), CI: 'true' } });
  expect(stderr).toBe('');
  expect(existsSync(facts())).toBe(false);
});
