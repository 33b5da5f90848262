import { describe, expect, it } from 'vitest';
import { hoverConfig } from '../../../server/src/features/configFile/configHover.ts';

const RULES = [{ id: 'skip-ports-overlap', summary: 'A port that a list names twice.' }];

/** The hover on the first occurrence of a word, and what it covers. */
function over(text: string, word: string, command?: string) {
  const found = hoverConfig(text, text.indexOf(word) + 1, RULES, command);
  return found && { markdown: found.markdown, covered: text.slice(found.range.start, found.range.end) };
}

describe('a hover in a configuration file', () => {
  it('explains a setting with its values', () => {
    const hover = over('environment:\n  dataPlane: cni\n', 'dataPlane');
    expect(hover?.covered).toBe('dataPlane');
    expect(hover?.markdown).toContain('How the cluster sets up iptables');
    expect(hover?.markdown).toContain('- `proxy-init`: ');
  });

  it('explains a value', () => {
    expect(over('dataPlane: cni\n', 'cni')?.markdown).toBe(
      '`cni`: The linkerd-cni plugin sets up iptables (cniEnabled).',
    );
    expect(over('ipv6: enabled\n', 'enabled')?.markdown).toContain('`enabled`: iptables and ip6tables');
    expect(over('rules: {skip-ports-overlap: off}\n', 'off')?.markdown).toBe('`off`: The rule is not run.');
  });

  it('explains a rule, and opens its page where the client can', () => {
    const text = 'overrides:\n  - files: a\n    rules:\n      skip-ports-overlap: off\n';
    expect(over(text, 'skip-ports')?.markdown).toContain('A port that a list names twice.');
    expect(over(text, 'skip-ports')?.markdown).not.toContain('](');
    expect(over(text, 'skip-ports', 'explain')?.markdown).toContain(
      '[Explain](command:explain?%5B%22skip-ports-overlap%22%5D)',
    );
  });

  it.each([
    ['unknown: x\n', 'unknown'],
    ['cniPlugin: v9.9.9\n', 'v9.9.9'],
    ['ignore: [vendor/]\n', 'vendor'],
    ['rules: {no-rule: off}\n', 'no-rule'],
    ['# dataPlane\n', 'dataPlane'],
  ])('has nothing to say about what it does not know: %s', (text, word) => {
    expect(over(text, word)).toBeUndefined();
  });
});
