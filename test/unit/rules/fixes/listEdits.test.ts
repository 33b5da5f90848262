import { describe, expect, it } from 'vitest';
import { parsePortList } from '../../../../server/src/linkerd/ports/portList.ts';
import { addedPorts, removedTokens } from '../../../../server/src/rules/fixes/listEdits.ts';
import { changeValue } from '../../../../server/src/yaml/edit/scalarEdits.ts';
import { lint } from '../../../support/lint.ts';

describe('ports that are added to a list', () => {
  it.each([
    ['', '4190,4191'],
    ['8080', '8080,4190,4191'],
    ['8080,', '8080,4190,4191'],
    ['8080\n', '8080,4190,4191'],
    ['8080\r\n\n', '8080,4190,4191'],
    ['8080 ', '8080 ,4190,4191'],
  ])('%j', (value, expected) => {
    expect(changeValue(value, [addedPorts(value, [4190, 4191])])).toBe(expected);
  });
});

describe('tokens that are removed from a list', () => {
  it.each<[string, number[], string | undefined]>([
    ['80,90,100', [0], '90,100'],
    ['80,90,100', [1], '80,100'],
    ['80,90,100', [2], '80,90'],
    ['80,90,100', [0, 1], '100'],
    ['80,90,100', [1, 2], '80'],
    ['80,90,100,110', [0, 2], '90,110'],
    ['80,90,100', [0, 1, 2], undefined],
    ['80,90,100', [], '80,90,100'],
    // The list would begin with a space.
    ['80, 90', [0], undefined],
    ['80, 90,100', [0], undefined],
    ['80, 90', [1], '80'],
    ['80,90, 100', [0], '90, 100'],
    ['80,90 ,100', [0], '90 ,100'],
    [' 80,90', [1], ' 80'],
  ])('%j without %j', (value, indices, expected) => {
    const list = parsePortList(value);
    const changes = removedTokens(
      list,
      list.tokens.filter(({ index }) => indices.includes(index)),
    );
    expect(changes && changeValue(value, changes)).toBe(expected);
  });
});

describe('a list that an alias brings', () => {
  const list = (text: string) => {
    const [finding] = lint(text).filter(({ rule }) => rule === 'skip-ports-no-valid-token');
    return {
      fixes: finding?.fixes.map(({ title }) => title),
      places: finding?.related.map(({ range, message }) => [text.slice(range.start, range.end), message]),
    };
  };

  it.each([
    [
      'its value',
      'list: &list ",,"\nmetadata:\n  annotations:\n    a: b\n    config.linkerd.io/skip-inbound-ports: *list\n',
    ],
    [
      'all annotations',
      'all: &all\n  a: b\n  config.linkerd.io/skip-inbound-ports: ",,"\nmetadata: {annotations: *all}\n',
    ],
  ])('is shown where it is written, and not removed: %s', (_, lines) => {
    expect(list(`kind: Pod\n${lines}`)).toEqual({ fixes: [], places: [['",,"', 'The value is set here.']] });
  });

  it('is removed where it is written in place', () => {
    const annotations = '  annotations:\n    a: b\n    config.linkerd.io/skip-inbound-ports: ",,"\n';
    expect(list(`kind: Pod\nmetadata:\n${annotations}`)).toEqual({
      fixes: ['Remove the list, which contains no port'],
      places: [],
    });
  });
});
