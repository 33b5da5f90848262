import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = process.cwd();

/** What git does not know either. */
const NOT_COPIED = /^(?:node_modules|\.git|\.vscode-test|dist|coverage)$|\.vsix$/;

let copy: string;

function start(...args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
}

/** Runs one of Node's programs in the copy, and expects it to end well. */
function run(...args: readonly string[]): void {
  const { stdout, stderr, status } = start(...args);
  expect(status, stdout + stderr).toBe(0);
}

describe.each([
  ['a rule about a document', 'new-group'],
  ['a rule of the mesh', 'mesh'],
  ['a rule about what kustomize builds', 'kustomize'],
])('what npm run new-rule writes for %s', (_, group) => {
  const RULE = `server/src/rules/${group}/some-new-rule.ts`;
  const TEST = `test/unit/rules/${group}/some-new-rule.test.ts`;
  const FILES_WITH_PLACEHOLDERS = [RULE, RULE.replace('.ts', '.md'), TEST];

  beforeAll(() => {
    copy = mkdtempSync(join(realpathSync(tmpdir()), 'linkerd-lint-'));
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !NOT_COPIED.test(relative(ROOT, path)) });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
    run('scripts/newRule.mjs', `${group}/some-new-rule`);
  });

  afterAll(() => rmSync(copy, { recursive: true }));

  it('passes its own test, and that of pages', () => {
    run('node_modules/vitest/vitest.mjs', 'run', TEST, 'test/unit/rulePages.test.ts');
  });

  it('has the right types', () => {
    // Those of all files, which are the same as ever, take long.
    const project = { extends: './tsconfig.json', include: [], files: [RULE, TEST] };
    writeFileSync(join(copy, 'tsconfig.new-rule.json'), JSON.stringify(project));
    run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.new-rule.json');
    rmSync(join(copy, 'tsconfig.new-rule.json'));
  });

  it('has the style of the others', () => {
    run('scripts/check.mjs', 'style');
  });

  it('is not done before everything is replaced that is there to be replaced', () => {
    const { stderr, status } = start('scripts/checks/texts.mjs');
    expect(status).toBe(1);
    const named = [...stderr.matchAll(/^(\S+?):\d+: replace “/gm)].map(([, path]) => path);
    expect(new Set(named)).toEqual(
      new Set([
        RULE,
        RULE.replace('.ts', '.md'),
        TEST,
        'docs/rules/some-new-rule.md',
        'docs/rules/README.md',
        'docs/zh-cn/rules/README.md',
        'package.nls.json',
        'l10n/bundle.l10n.json',
      ]),
    );
  });

  it('needs no translation before a release', () => {
    for (const path of FILES_WITH_PLACEHOLDERS) {
      const file = join(copy, path);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('TODO', 'Done'));
    }
    run('scripts/generate/main.mjs');
    const { stdout, stderr, status } = start('scripts/checks/texts.mjs');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('package.nls.zh-cn.json lacks “configuration.rules.some-new-rule”.');
    expect(stdout).toContain('bundle.l10n.zh-cn.json lacks “Done: what is wrong with ');
    expect(start('scripts/checks/texts.mjs', '--release').status).toBe(1);
  });
});

describe('npm run new-rule', () => {
  it.each([
    ['a rule that is there', 'ports/skip-opaque-conflict', 'There is a rule skip-opaque-conflict already.'],
    ['a rule of the engine', 'ports/suppression-unused', 'There is a rule suppression-unused already.'],
    ['a single word', 'ports/default', 'Name the rule as'],
    ['a rule without a group', 'some-rule', 'Name the rule as'],
  ])('does not write %s', (_, name, reason) => {
    const { stderr, status } = spawnSync(process.execPath, ['scripts/newRule.mjs', name], {
      encoding: 'utf8',
    });
    expect(stderr).toContain(reason);
    expect(status).toBe(1);
  });
});
