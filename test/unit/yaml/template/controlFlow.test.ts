import { describe, expect, it } from 'vitest';
import { YamlDocument } from '../../../../server/src/yaml/document.ts';
import { branchAround } from '../../../../server/src/yaml/template/controlFlow.ts';
import { measured } from '../../../support/processorTime.ts';

/** For each marker `1`, `2`… of a text the source of the action that opens its branch. */
function branches(text: string): (string | undefined)[] {
  const document = new YamlDocument(text);
  return [...text.matchAll(/\b[0-9]\b/g)].map(({ index }) => {
    const at = branchAround(document, index);
    return at === undefined ? undefined : document.actions.find(({ start }) => start === at)?.source;
  });
}

describe('the branch around an offset', () => {
  it('is the innermost one that is open', () => {
    expect(
      branches('1\n{{ if .a }}\n2\n{{ range .b }}\n3\n{{ end }}\n4\n{{ else }}\n5\n{{ end }}\n6\n'),
    ).toEqual([undefined, '{{ if .a }}', '{{ range .b }}', '{{ if .a }}', '{{ else }}', undefined]);
  });

  it('is undefined without control flow, and at the very beginning', () => {
    expect(branches('a: 1\nb: {{ .x }}\nc: 2\n')).toEqual([undefined, undefined]);
    expect(branchAround(new YamlDocument('{{ if .a }}\na: 1\n{{ end }}\n'), 0)).toBeUndefined();
  });

  it('is found in time that does not grow with what stands ahead', () => {
    const text = '{{ if .a }}\na: 1\n{{ end }}\n'.repeat(30_000);
    const document = new YamlDocument(text);
    const { milliseconds } = measured(() => {
      for (let at = 14; at < text.length; at += 28) branchAround(document, at);
    });
    expect(milliseconds).toBeLessThan(1_500);
  });
});
