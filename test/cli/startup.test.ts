import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GOOD, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

const kept = () => join(workspace.folder, '.caches/linkerd-lint');
const run = (...args: string[]) =>
  workspace.run(args, { env: { XDG_CACHE_HOME: join(workspace.folder, '.caches') } });

test('a run that lints keeps the engine’s compiled code, and the next one finds the same with it', () => {
  workspace.write('pod.yaml', WARNED);
  const first = run('pod.yaml');
  const [name = ''] = readdirSync(kept());
  expect(name).toMatch(/^linting\.js-.*compiled$/);
  const { mtimeMs } = statSync(join(kept(), name));
  expect(run('pod.yaml')).toEqual(first);
  expect(statSync(join(kept(), name)).mtimeMs).toBe(mtimeMs);
});

test('code that is kept by a run without findings serves one that has some', () => {
  workspace.write('good.yaml', GOOD);
  workspace.write('warned.yaml', WARNED);
  expect(run('good.yaml').status).toBe(0);
  expect(run('warned.yaml').stdout).toContain('skip-inbound-missing-proxy-ports');
});

test('a run that does not need the engine keeps nothing', () => {
  workspace.write('service.yaml', 'kind: Service\n');
  run('service.yaml');
  run('--version');
  expect(existsSync(kept())).toBe(false);
});
