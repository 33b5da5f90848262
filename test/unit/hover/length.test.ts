import { describe, expect, it } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { CATALOGUE } from '../../../server/src/linkerd/catalogue/catalogue.ts';
import {
  AFFECTED,
  AFFECTED_BEFORE_211,
  FIXED_CNI,
  PROXY_INIT,
  settingsOf,
  UNKNOWN,
} from '../../support/lint.ts';
import { VALUES } from '../linkerd/catalogue/values.ts';

/** Lines that a person sees below the first one. */
const MOST_LINES = 8;
/** Characters that a person sees, for the seed's case. */
const MOST_CHARACTERS = 700;
/** No line needs more than two rows of VS Code's hover. */
const LONGEST_LINE = 200;

const ENVIRONMENTS: Readonly<Record<string, LintSettings>> = {
  unknown: UNKNOWN,
  affected: AFFECTED,
  'affected, before 2.11': AFFECTED_BEFORE_211,
  'fixed plugin': FIXED_CNI,
  'proxy-init': PROXY_INIT,
  'linkerd-cni': settingsOf({ dataPlane: 'cni' }),
  'linkerd-cni of 2.18': settingsOf({ dataPlane: 'cni', linkerd: '2.18' }),
};

const FOUND = (['dataPlane', 'cniPlugin'] as const).map((setting) => ({
  setting,
  value: setting === 'dataPlane' ? 'cni' : 'v1.6.2',
  places: [{ uri: 'file:///shop/clusters/values.yaml', path: 'clusters/values.yaml', line: 3, what: 'x' }],
}));

/** The lines of a hover as they are shown: links without their addresses, no fences, no rule of a table. */
function shownLines(markdown: string): string[] {
  return markdown
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/[[\]]|\*\*|`/g, '')
    .split('\n')
    .filter((line) => line !== '' && line !== 'text' && line !== '---' && !line.startsWith('|:'));
}

/** The hover on a place of a Pod's or a Namespace's only annotation; `at` counts from the value's quote. */
function hoverOf(
  kind: string,
  key: string,
  value: string,
  at: number,
  settings: LintSettings,
  found = FOUND,
): string {
  const text = JSON.stringify({ kind, metadata: { annotations: { [key]: value } } });
  const context = {
    environment: settings.environment,
    found,
    explainCommand: 'explainAnnotation',
    explainRuleCommand: 'explainRule',
  };
  const offset = text.indexOf(key) + key.length + 2 + at;
  return hover(SourceFile.read(text), offset, context)?.markdown ?? '';
}

const LISTS = [
  '8080',
  '8080,9090',
  '8080,4190,4191',
  '4190',
  '1-65535',
  '',
  'http',
  '8080, 9090',
  '80,a,b,c,d',
];

describe('a hover on a list of ports is short', () => {
  describe.each(Object.entries(ENVIRONMENTS))('%s', (_, settings) => {
    for (const kind of ['Pod', 'Namespace']) {
      for (const direction of ['inbound', 'outbound']) {
        it.each(LISTS)(`${kind}, ${direction}: %j`, (value) => {
          const key = `config.linkerd.io/skip-${direction}-ports`;
          for (const at of [-5, 1, 3, value.length]) {
            const lines = shownLines(hoverOf(kind, key, value, at, settings));
            expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(1 + MOST_LINES);
            for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(LONGEST_LINE);
          }
        });
      }
    }
  });

  it('has a verdict, a table or a drawing, and at most 700 characters in the case that it began with', () => {
    for (const settings of Object.values(ENVIRONMENTS)) {
      const markdown = hoverOf('Pod', 'config.linkerd.io/skip-inbound-ports', '8080', -5, settings, []);
      const [verdict = '', ...others] = shownLines(markdown);
      expect(verdict).toMatch(/^[✗✓] Tap/);
      expect(verdict.length).toBeLessThanOrEqual(140);
      expect([verdict, ...others].join('\n').length, markdown).toBeLessThanOrEqual(MOST_CHARACTERS);
      expect(markdown.includes('```') !== markdown.includes('|:--'), markdown).toBe(true);
    }
  });

  it('still names ports, error, TLS and version, and has the issue and the page one click away', () => {
    for (const settings of [UNKNOWN, AFFECTED]) {
      const markdown = hoverOf('Pod', 'config.linkerd.io/skip-inbound-ports', '8080', -5, settings);
      for (const part of ['4190', '4191', '`no_tls_from_remote`', 'TLS identity', 'v1.6.3'])
        expect(markdown).toContain(part);
      expect(markdown).toContain('[linkerd2#13976](https://github.com/linkerd/linkerd2/issues/13976)');
      expect(markdown).toContain('[More](command:explainRule?%5B%22skip-inbound-missing-proxy-ports%22%5D)');
    }
  });
});

describe('a hover on any other annotation is short', () => {
  it.each(Object.entries(VALUES))('%s', (key, values) => {
    for (const entry of CATALOGUE.filter((known) => known.key === key)) {
      const [target = 'Pod'] = entry.targets;
      for (const value of values) {
        for (const at of [-5, 1]) {
          const lines = shownLines(hoverOf(target, key, value, at, UNKNOWN));
          // Each word of a choice has a line of its own.
          const others = lines.filter((line) => !line.startsWith('  - '));
          expect(others.length, lines.join('\n')).toBeLessThanOrEqual(1 + MOST_LINES);
          for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(1.5 * LONGEST_LINE);
        }
      }
    }
  });
});
