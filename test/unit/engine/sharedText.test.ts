import { describe, expect, it, test } from 'vitest';
import type { Finding, Fix } from '../../../server/src/engine/finding.ts';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
import { markSharedEdits } from '../../../server/src/engine/sharedText.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { dedent } from '../../support/example.ts';
import { lint, linter, PROXY_INIT } from '../../support/lint.ts';
import { measured } from '../../support/processorTime.ts';

const KEY = 'config.linkerd.io/skip-inbound-ports';

/** Safe fixes applied. */
function fixed(source: string): string {
  return fixAll(linter, dedent(source), PROXY_INIT).text;
}

/** The titles of the fixes of one rule, with their safety. */
function titles(source: string, rule = 'skip-ports-whitespace'): string[] {
  return lint(dedent(source), PROXY_INIT)
    .filter((finding) => finding.rule === rule)
    .flatMap(({ fixes }) => fixes.map(({ safety, title }) => `${safety}: ${title}`));
}

const pod = (annotations: string) =>
  `- kind: Pod\n  metadata:\n    annotations:${annotations.includes('\n') ? '' : ' '}${annotations}`;

const list = (...items: readonly string[]) => `kind: List\nitems:\n${items.join('\n')}\n`;

describe('a fix of a text that has an anchor', () => {
  it('is a suggestion where something else than Linkerd reads the text too', () => {
    const sources = [
      `x-shared: &v "8080, 9090"\n${list(pod(`{${KEY}: *v}`), '- kind: ConfigMap\n  data: {list: *v}')}`,
      // It is unknown what reads the entry with the anchor.
      `x-shared: &v "8080, 9090"\n${list(pod(`{${KEY}: *v}`))}`,
      list(pod(`\n      ${KEY}: &v "8080, 9090"`), '- kind: ConfigMap\n  data: {list: *v}'),
      list(pod(`\n      ${KEY}: &v "8080, 9090"`), '- kind: ConfigMap\n  data:\n    <<: {list: *v}'),
      list(`- kind: ConfigMap\n  data: &d {${KEY}: "8080, 9090"}`, pod('*d')),
      list(`- kind: ConfigMap\n  data: &d {${KEY}: "8080, 9090"}`, pod('\n      <<: *d')),
      // An anchor around an anchor.
      list(
        `- &p\n  kind: Pod\n  metadata:\n    annotations: {${KEY}: &v "8080, 9090"}`,
        '- *p',
        '- kind: ConfigMap\n  data: {list: *v}',
      ),
    ];
    for (const source of sources) {
      expect(fixed(source)).toBe(source);
      expect(titles(source).length, source).toBeGreaterThan(0);
      for (const title of titles(source))
        expect(title, source).toMatch(/^suggestion: .* \(changes every use of “&[vdp]”\)$/);
    }
  });

  it('stays safe where every use is the same annotation, or there is only one', () => {
    const sources = [
      list(pod(`\n      ${KEY}: &v "8080, 9090"`), pod(`{${KEY}: *v}`)),
      list(pod(`&a {${KEY}: "8080, 9090"}`), pod('*a'), pod('*a')),
      list(`- &p\n  kind: Pod\n  metadata:\n    annotations: {${KEY}: "8080, 9090"}`, '- *p'),
      list(pod(`\n      ${KEY}: &v "8080, 9090"`)),
      list(pod(`{${KEY}: "8080, 9090"}`), '- kind: ConfigMap\n  data: {a: &b x, c: *b}'),
    ];
    for (const source of sources) {
      const title = titles(source)[0];
      expect(title, source).toMatch(/^safe: /);
      expect(fixed(source)).toBe(source.replace('8080, 9090', '8080,9090'));
    }
  });

  it('knows the anchor that an alias means, of several with one name', () => {
    const source = list(
      '- kind: ConfigMap\n  data: {a: &v x, b: *v}',
      pod(`\n      ${KEY}: &v "8080, 9090"`),
      pod(`{${KEY}: *v}`),
    );
    expect(titles(source)[0]).toMatch(/^safe: /);
  });

  it('takes no anchored text away that is used elsewhere', () => {
    const twice = `kind: Pod\nmetadata:\n  annotations:\n    ${KEY}: "8080"\n    ${KEY}: &v "8080"\n  labels: {a: *v}\n`;
    const rules = lint(twice, PROXY_INIT).filter(({ rule }) => rule === 'duplicate-annotation');
    expect(rules.flatMap(({ fixes }) => fixes).filter(({ safety }) => safety === 'safe')).toEqual([]);
  });

  it('in a document inside of a document is judged where the anchor is', () => {
    const text =
      "kind: Pod\\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: '8080, 9090'}}\\n";
    const source = `kind: ConfigMap\ndata: {pod.yaml: &p "${text}", copy: *p}\n`;
    expect(titles(source)[0]).toMatch(/^suggestion: .*“&p”\)$/);
  });

  it('takes time that grows with the text, however aliases are piled up', () => {
    const levels = Array.from({ length: 2_000 }, (_, index) =>
      index === 0
        ? `a0: &a0 {${KEY}: "8080, 9090"}`
        : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
    );
    const source = `${levels.join('\n')}\nkind: Pod\nmetadata:\n  annotations: *a0\n`;
    expect(measured(() => expect(fixed(source)).toBe(source)).milliseconds).toBeLessThan(5_000);
  });
});

/** A finding with one fix that replaces each part of a text between « and », and the text without these. */
function findingIn(marked: string, safety: Fix['safety'] = 'safe'): { text: string; finding: Finding } {
  const parts = marked.split(/[«»]/);
  const offsets = parts.map((_, index) => parts.slice(0, index).join('').length);
  const edits = parts.flatMap((part, index) => {
    const start = offsets[index] ?? 0;
    return index % 2 === 1 ? [{ range: { start, end: start + part.length }, newText: 'new' }] : [];
  });
  const range = { start: 0, end: 1 };
  const fixes = [{ title: 'Edit', safety, edits, isPreferred: true }];
  const finding: Finding = {
    rule: 'a-rule',
    severity: 'error',
    range,
    message: '',
    fixes,
    related: [],
    isUnnecessary: false,
  };
  return { text: parts.join(''), finding };
}

/** What becomes of a fix that a rule wants as often as said. */
function marked(source: string, wanted = 1, safety: Fix['safety'] = 'safe') {
  const { text, finding } = findingIn(source, safety);
  const others = Array.from({ length: wanted - 1 }, () => finding);
  const [found] = markSharedEdits(new YamlDocument(text), [finding, ...others]);
  const [fix] = found?.fixes ?? [];
  return `${fix?.isPreferred ? 'preferred ' : ''}${fix?.safety}: ${fix?.title}`;
}

const UNTOUCHED = 'preferred safe: Edit';
const everyUse = (anchor: string) => `Edit (changes every use of “&${anchor}”)`;

describe('an edit concerns an anchor', () => {
  test.each([
    ['that holds it', 'a: &x {b: «1»}\nc: *x\n', 'x'],
    ['of exactly its text', 'a: &x «1»\nc: *x\n', 'x'],
    ['at whose end it adds a text', 'a: &x 1«»\nc: *x\n', 'x'],
    ['at whose beginning it adds a text', 'a: &x «»1\nc: *x\n', 'x'],
    ['that it removes', '«a: &x 1»\nc: *x\n', 'x'],
    ['that it removes with more text', '«a: &x 1\n»c: *x\n', 'x'],
    ['whose end it removes', 'a: &x {b: «1}\nc: 2»\nd: *x\n', 'x'],
    ['that more depends on than on that of another edit', 'a: &x «1»\nb: &y «2»\nc: [*x, *y, *y]\n', 'y'],
    ['of the first of two edits on which as much depends', 'a: &x «1»\nb: &y «2»\nc: [*x, *y]\n', 'x'],
    ['though another edit is outside of it', 'a: &x «1»\nb: «2»\nc: *x\n', 'x'],
    ['around an anchor that nothing uses', 'a: &x {b: &y «1»}\nc: *x\n', 'x'],
  ])('%s', (_, source, anchor) => {
    expect(marked(source)).toBe(`suggestion: ${everyUse(anchor)}`);
  });

  test.each([
    ['before it', 'a: «0»\nb: &x 1\nc: *x\n'],
    ['up to it', 'a: 0 # «b»\n&x b: 1\nc: *x\n'],
    ['right before its text', 'a: &x« »1\nc: *x\n'],
    ['behind it', 'a: &x 1\nc: *x\nb: «2»\n'],
    ['of an anchor that nothing uses', '«a: &y 1»\nb: &x 2\nc: *x\n'],
    ['in an anchor that nothing uses', 'a: &y «1»\nb: &x 2\nc: *x\n'],
  ])('but not one %s', (_, source) => {
    expect(marked(source)).toBe(UNTOUCHED);
  });

  test.each([
    ['once', 'a: &x «1»\nb: *x\n', 2],
    ['twice', 'a: &x «1»\nb: [*x, *x]\n', 3],
    ['through another anchor', 'a: &x «1»\nb: &y [*x]\nc: [*y, *y]\n', 4],
    ['in another anchor', 'a: &y {b: &x «1»}\nc: [*x, *y]\n', 3],
  ])('and stays safe if the rule wants it for each use: %s', (_, source, places) => {
    const anchor = /&(\w+) «/.exec(source)?.[1] ?? '';
    expect(marked(source, places)).toBe(`preferred safe: ${everyUse(anchor)}`);
    expect(marked(source, places - 1)).toBe(`suggestion: ${everyUse(anchor)}`);
  });

  it.each(['«a: &x 1»\nb: *x\n', 'a: &x {b: «1}\nc: 2»\nd: *x\n'])(
    'that it removes, or the end of it, and is never safe: %j',
    (source) => {
      expect(marked(source, 9)).toBe(`suggestion: ${everyUse('x')}`);
    },
  );

  it('of a suggestion, which stays as preferred as it is and does not count as wanted', () => {
    const source = 'a: &x «1»\nb: *x\n';
    expect(marked(source, 1, 'suggestion')).toBe(`preferred suggestion: ${everyUse('x')}`);
    const { text, finding } = findingIn(source);
    const suggested = findingIn(source, 'suggestion').finding;
    const [first] = markSharedEdits(new YamlDocument(text), [finding, suggested]);
    expect(first?.fixes[0]?.safety).toBe('suggestion');
  });

  it('and counts as wanted only by findings of its rule with the same edits', () => {
    const { text, finding } = findingIn('a: &x «1»\nb: *x\n');
    const elsewhere = findingIn('a: &x 1\nb: *x\n«»').finding;
    for (const other of [{ ...finding, rule: 'another-rule' }, elsewhere]) {
      const [first] = markSharedEdits(new YamlDocument(text), [finding, other]);
      expect(first?.fixes[0]?.safety).toBe('suggestion');
    }
  });
});
