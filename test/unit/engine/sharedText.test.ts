import { describe, expect, it } from 'vitest';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
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
