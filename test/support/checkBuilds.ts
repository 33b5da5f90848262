import { describe, expect, it } from 'vitest';
import type { BuildRule } from '../../server/src/engine/buildRule.ts';
import {
  countIn,
  fixedFiles,
  itHasItsOwnFile,
  messagesIn,
  readMarkedFiles,
  templatedVariants,
  variantsOf,
} from './checkMesh.ts';
import { lintBuilds } from './lintBuilds.ts';
import { type Files, readFiles } from './lintMesh.ts';
import { checkPreference } from './preferredFix.ts';
import { pageExamplesOf } from './rulePages.ts';
import { isBrief } from './thoroughness.ts';

/** A file with a resource about Linkerd, for examples of builds. */
export const WEB = `# file: web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {linkerd.io/inject: enabled}}
spec: {template: {metadata: {labels: {app: web}}}}
`;

/** Builds an example of several files (see `readFiles`) and expects exactly the findings that it marks. */
export type CheckBuilds = (source: string) => Promise<void>;

/**
 * The tests of one rule about builds, which run this rule alone. With them go its page, whose examples are executed, and the law
 * that the file has the rule's name.
 */
export function describeBuildRule(rule: BuildRule, tests: (check: CheckBuilds) => void): void {
  describe(rule.id, () => {
    tests((source) => checkBuilds(rule, source));

    itHasItsOwnFile(rule);

    it.each(pageExamplesOf(rule.id))(
      'keeps the laws of builds in example %# of its page',
      async ({ text }) => {
        await checkLaws(rule, readFiles(text));
      },
    );
  });
}

async function checkBuilds(rule: BuildRule, source: string): Promise<void> {
  const { files, expectMarked } = readMarkedFiles(source);
  expectMarked(await lintBuilds(files, [rule]));
  if (!isBrief) await checkLaws(rule, files);
}

/**
 * What holds for every build: the findings do not depend on the order of the files, on line breaks or on a byte order mark, and a
 * value that a template makes never leads to one; and each fix takes its finding away.
 */
async function checkLaws(rule: BuildRule, files: Files): Promise<void> {
  const found = await lintBuilds(files, [rule]);
  // One without a name, as it is there, makes a build fail.
  for (const [name, variant] of variantsOf(files))
    if (name !== 'a document ahead')
      expect(messagesIn(await lintBuilds(variant, [rule])), name).toEqual(messagesIn(found));
  for (const [name, templated] of templatedVariants(files)) {
    const count = countIn(await lintBuilds(templated, [rule]));
    expect(count, `a template at ${name} makes a finding`).toBeLessThanOrEqual(countIn(found));
  }
  for (const [path, findings] of found)
    for (const finding of findings) {
      checkPreference(finding);
      for (const fix of finding.fixes) {
        expect(fix.safety).toBe(rule.fixable);
        const left = await lintBuilds(fixedFiles(files, path, fix), [rule]);
        expect(countIn(left), fix.title).toBeLessThan(countIn(found));
      }
    }
}
