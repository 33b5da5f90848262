import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@actions/languageservice';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { ROOT } from './package.ts';
import { blockBelow } from './page.ts';

const action = readFileSync(join(ROOT, 'action.yml'), 'utf8');

let asked = 0;

/** What GitHub's language service objects to in a workflow or an action, which it tells apart by their path. */
async function objections(path: string, text: string): Promise<string[]> {
  // It remembers what it has read from where.
  const uri = `file:///${asked++}/${path}`;
  const found = await validate(TextDocument.create(uri, 'yaml', 1, text), {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ name }) => (name === 'linkerd-lint' ? parse(action) : undefined),
    },
  });
  // It would ask GitHub for the actions of others.
  const known = found.filter(({ message }) => !String(message).startsWith('Unable to resolve action `'));
  return known.map(({ message, range }) => `${path}:${range.start.line + 1}: ${message}`);
}

test('the action is one', async () => {
  expect(await objections('action.yml', action)).toEqual([]);
  expect(await objections('action.yml', action.replace('shell:', 'shel:'))).not.toEqual([]);
});

test("this project's workflows are sound", async () => {
  const folder = join(ROOT, '.github', 'workflows');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(await objections(`.github/workflows/${name}`, text)).toEqual([]);
  }
});

describe('the workflows give away no more than they must', () => {
  const folder = join(ROOT, '.github', 'workflows');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const workflows = texts.map((text) => parse(text) as Workflow);
  const jobs = workflows.flatMap((workflow) =>
    Object.values(workflow.jobs).map((job) => ({
      ...job,
      permissions: job.permissions ?? workflow.permissions,
    })),
  );

  test('actions are named by commit, with the version beside', () => {
    const uses = texts.flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
    expect(uses.length).toBeGreaterThan(5);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('a job has at most one right to write, and then an environment with a manual approval', () => {
    for (const { permissions, environment } of jobs) {
      if (!permissions) throw new Error('a job has all rights');
      const writes = Object.entries(permissions).filter(([, level]) => level === 'write');
      expect(writes.length).toBeLessThan(2);
      if (writes.length > 0) expect(environment).toBeDefined();
    }
  });

  test('a job that sees a token installs from the lockfile only, and runs no install scripts', () => {
    const trusted = jobs.filter(({ steps }) =>
      steps.some(({ env }) => /secrets\./.test(JSON.stringify(env ?? {}))),
    );
    expect(trusted).toHaveLength(2);
    for (const { environment, steps } of trusted) {
      expect(environment).toBeDefined();
      const commands = steps.flatMap(({ run }) => run ?? []);
      expect(commands).toContain('npm ci --ignore-scripts');
      for (const command of commands) expect(command).not.toMatch(/\bnpx\b|npm (?:install|i|exec)\b/);
    }
    const lock = JSON.parse(readFileSync(join(ROOT, '.github', 'publish', 'package-lock.json'), 'utf8'));
    for (const [path, entry] of Object.entries<{ integrity?: string }>(lock.packages))
      if (path !== '') expect(entry.integrity, path).toMatch(/^sha512-/);
  });
});

interface Workflow {
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

type Permissions = Readonly<Record<string, string>>;

interface Job {
  readonly permissions?: Permissions;
  readonly environment?: string;
  readonly steps: readonly { readonly run?: string; readonly env?: object }[];
}

test('the workflow on the page uses the action with inputs that it has', async () => {
  const workflow = blockBelow('## GitHub Actions');
  expect(await objections('.github/workflows/lint.yml', workflow)).toEqual([]);
  const mistyped = workflow.replace('sarif-file:', 'sarif:');
  expect(await objections('.github/workflows/lint.yml', mistyped)).toEqual([
    expect.stringContaining("'sarif'"),
  ]);
});

test('the page tells of every input', () => {
  const page = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
  const told = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
  expect(told).toEqual(Object.keys((parse(action) as { inputs: object }).inputs));
});
