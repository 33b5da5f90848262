/**
 * `npm run new-rule -- <group>/<id>`: makes a rule's file, page and test to start from, and generates the rest.
 *
 * What it writes works at once: the rule reports nothing until `check` says so.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listRules } from './generate/registry.mjs';
import { root } from './project/paths.mjs';
import { runOrThrow } from './project/processes.mjs';
import { fail } from './project/progress.mjs';

const NAME = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)$/;

async function main() {
  const [, group, id] = NAME.exec(process.argv[2] ?? '') ?? [];
  if (!id)
    throw new Error(
      'Name the rule as npm run new-rule -- <group>/<id>, in small letters, digits and hyphens.',
    );
  if (listRules().some((rule) => rule.id === id)) throw new Error(`There is a rule ${id} already.`);
  const since = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  write(`server/src/rules/${group}/${id}.ts`, rule(id, since));
  write(`server/src/rules/${group}/${id}.md`, PAGE);
  write(`test/unit/rules/${id}.test.ts`, test(id));
  await runOrThrow(process.execPath, [join(root, 'scripts', 'generate', 'main.mjs')], { cwd: root });
  console.log(
    '\nNow write the page with its examples, the rule that tells them apart, and its test: npm test unit.',
  );
  console.log('Then show it once in examples/; a test asks for that too.');
}

function write(path, content) {
  const file = join(root, path);
  if (existsSync(file)) throw new Error(`${path} exists already.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${path}`);
}

function rule(id, since) {
  return `import * as l10n from '@vscode/l10n';
import { annotations } from '../../engine/interest.ts';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { isTemplated, valueRange } from '../../kubernetes/annotationSite.ts';

const KEY = 'config.linkerd.io/example';

/** Say here where Linkerd's source decides this: file and function. */
export default {
  id: '${id}',
  summary: 'What it finds, in one line',
  level: 'warning',
  fixable: undefined,
  since: '${since}',
  about: annotations(KEY),
  *check({ sites }: RuleContext) {
    for (const site of sites) {
      if (site.key.value !== KEY || isTemplated(site)) continue;
      yield { range: valueRange(site), message: l10n.t('What is wrong, why it matters, what to do.') };
    }
  },
} satisfies Rule;
`;
}

const PAGE = `What is wrong, and why it matters.

## Wrong

\`\`\`yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    config.linkerd.io/example: wrong
\`\`\`

## Right

\`\`\`yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
\`\`\`

## How Linkerd behaves

File and function of the source that decides it.

## Affected versions

Which.

## When not to care

When.
`;

function test(id) {
  return `import { describe, it } from 'vitest';
import { check } from '../../support/check.ts';

describe('${id}', () => {
  it('marks the value', () => {
    check(\`
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/example: wrong
      #                              ^^^^^ warning ${id}
    \`);
  });
});
`;
}

main().catch(fail);
