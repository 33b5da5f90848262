import { describe, expect, it } from 'vitest';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { embeddedFinder } from '../../../server/src/yaml/embedded.ts';
import { innermostDocument, nestingOf, readNested } from '../../../server/src/yaml/nestedDocuments.ts';

const embeddedIn = embeddedFinder(() => true);

/** `key: 1` inside as many documents inside each other. */
function nest(depth: number): YamlDocument {
  let text = 'key: 1';
  for (let level = 0; level < depth; level++) text = JSON.stringify({ [`level${level}`]: text });
  return new YamlDocument(text);
}

const depthOf = (document: YamlDocument): number =>
  readNested<number>(
    document,
    embeddedIn,
    (_, inner) => 1 + Math.max(0, ...inner.map(({ result }) => result)),
  );

describe('documents inside of documents', () => {
  it('are read from the inside out, each with the results of those directly inside', () => {
    const document = new YamlDocument(
      'first: |\n  a: |\n    deep: 1\n    b: 2\n  c: 3\nsecond: |\n  d: 4\n  e: 5\n',
    );
    const keys = readNested<string>(document, embeddedIn, ({ embedded, outer }, inner) => {
      expect(outer === undefined).toBe(embedded === undefined);
      return `${embedded?.key ?? 'file'}(${inner.map(({ result }) => result).join()})`;
    });
    expect(keys).toBe('file(first(a()),second())');
  });

  it('are read eight levels deep, by whichever way', () => {
    const [eight, nine] = [nest(8), nest(9)];
    expect([depthOf(eight), depthOf(nine)]).toEqual([9, 9]);
    expect(nestingOf(eight, embeddedIn, () => true)).toHaveLength(8);
    expect(nestingOf(nine, embeddedIn, () => true)).toHaveLength(8);
  });

  it('lead back from an offset to the file', () => {
    const text = 'first: |\n  a: |\n    deep: 1\n    b: 2\n';
    const at = text.indexOf('deep');
    const inner = innermostDocument(new YamlDocument(text), at, embeddedIn);
    expect(inner.document.text).toBe('deep: 1\nb: 2\n');
    expect(inner.offset).toBe(0);
    expect(inner.toOuter({ start: 0, end: 4 })).toEqual({ start: at, end: at + 4 });
    expect(innermostDocument(new YamlDocument(text), 2, embeddedIn).parentMap).toBeUndefined();
  });

  it('are found by each prefilter for itself', () => {
    const document = new YamlDocument('a: "one: 1"\nb: "two: 2"\n');
    const texts = (word: string) =>
      embeddedFinder((text) => text.includes(word))(document).map((inner) => inner.document.text);
    expect([texts('one'), texts('two')]).toEqual([['one: 1'], ['two: 2']]);
  });
});
