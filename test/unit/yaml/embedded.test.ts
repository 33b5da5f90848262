import { describe, expect, it } from 'vitest';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { embeddedFinder } from '../../../server/src/yaml/embedded.ts';

function embeddedTexts(text: string): readonly string[] {
  return embeddedFinder((part) => part.includes('linkerd'))(new YamlDocument(text)).map(
    ({ document }) => document.text,
  );
}

describe('embedded documents', () => {
  it('finds what stands in a collection that is a key, as broken files have it', () => {
    expect(embeddedTexts(`? {pod.json: '{"linkerd.io/inject": "enabled"}'}\n: 1\n`)).toEqual([
      '{"linkerd.io/inject": "enabled"}',
    ]);
  });

  it('takes no key and no plain scalar for a document', () => {
    expect(embeddedTexts(`'linkerd.io/inject: enabled': 1\nkey: [linkerd.io/inject:enabled]\n`)).toEqual([]);
  });
});
