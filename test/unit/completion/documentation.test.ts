import { describe, expect, it } from 'vitest';
import { documentationOf } from '../../../server/src/features/completion/documentation.ts';
import { CATALOGUE } from '../../../server/src/linkerd/catalogue/catalogue.ts';

describe('the documentation of a key', () => {
  it.each(CATALOGUE.filter(({ isPrefix }) => !isPrefix).map((entry) => [entry.key, entry] as const))(
    'says what is known of %s',
    (_, entry) => {
      const text = documentationOf(entry) ?? '';
      expect(text).toContain(entry.summary());
      if (entry.default !== undefined) expect(text).toContain('**Default**');
      if (entry.since) expect(text).toContain(entry.since.edge);
      if (entry.page !== undefined) expect(text).toContain(`(${entry.page})`);
      if (entry.status === 'deprecated') expect(text).toContain('**Deprecated**');
    },
  );

  it('is missing for an unknown key', () => {
    expect(documentationOf({ key: 'linkerd.io/unheard-of', kind: 'annotation' })).toBeUndefined();
  });
});
