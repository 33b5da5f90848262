import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@actions/languageservice';
import { expect, test } from 'vitest';
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
