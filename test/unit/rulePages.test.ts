import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENGINE_RULES } from '../../server/src/engine/suppressionRules.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { lint, settingsOf } from '../support/lint.ts';

/** An example of a page: a YAML block with the heading above it, and the environment that it is meant for. */
interface PageExample {
  readonly verdict: string;
  readonly environment: string;
  readonly text: string;
}

const EXAMPLE =
  /^## (?<heading>.*)$|^(?:<!-- environment: (?<environment>.+) -->\n)?```yaml\n(?<text>[\s\S]*?)^```$/gm;

function examplesOf(id: string): PageExample[] {
  const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
  const examples: PageExample[] = [];
  let verdict = '';
  for (const { groups = {} } of page.matchAll(EXAMPLE)) {
    if (groups.heading !== undefined) verdict = groups.heading.toLowerCase();
    else examples.push({ verdict, environment: groups.environment ?? '', text: groups.text ?? '' });
  }
  return examples;
}

/** `proxy-init`, `cni`, `cni v1.6.2` or `linkerd 2.18`; nothing is known without. */
function settingsFor(environment: string) {
  const [dataPlane, cniPlugin = 'auto'] = environment.split(' ');
  if (dataPlane === 'linkerd') return settingsOf({ linkerd: cniPlugin });
  if (dataPlane !== 'proxy-init' && dataPlane !== 'cni') return settingsOf({});
  return settingsOf({ dataPlane, cniPlugin });
}

describe.each([...RULES, ...ENGINE_RULES])('the page of $id', ({ id, fixable }) => {
  const examples = examplesOf(id);
  const wrong = examples.filter(({ verdict }) => verdict === 'wrong');
  const right = examples.filter(({ verdict }) => verdict === 'right');

  it('shows what is wrong and what is right', () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
  });

  it.each(wrong)('finds only this in wrong example %#', ({ text, environment }) => {
    const found = lint(text, settingsFor(environment)).map(({ rule }) => rule);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set([id]));
  });

  it.each(right)('finds nothing in right example %#', ({ text, environment }) => {
    expect(lint(text, settingsFor(environment))).toEqual([]);
  });

  it('shows a finding that can be fixed, exactly if the rule claims fixes', () => {
    const fixes = wrong.flatMap(({ text, environment }) =>
      lint(text, settingsFor(environment)).flatMap((finding) =>
        finding.fixes.map((fix) => ({ text, environment, fix })),
      ),
    );
    expect(fixes.length > 0).toBe(fixable !== undefined);
    for (const { text, environment, fix } of fixes) {
      const left = lint(applyEdits(text, fix.edits), settingsFor(environment));
      expect(
        left.filter(({ rule }) => rule === id),
        fix.title,
      ).toEqual([]);
    }
  });
});
