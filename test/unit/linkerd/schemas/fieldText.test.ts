import { describe, expect, it } from 'vitest';
import { resourceKinds } from '../../../../server/src/linkerd/schemas/resourceKinds.ts';
import type { ResourceKind, Schema } from '../../../../server/src/linkerd/schemas/schema.ts';
import { fieldText, kindText } from '../../../../server/src/linkerd/schemas/texts/fieldText.ts';

/** Fields that Linkerd does not read have one text for all that is below them. */
const NOT_READ =
  /\b(?:cors|externalAuth|retry|sessionPersistence|requestMirror|extensionRef|urlRewrite)\.|\bstatus$|^spec$/;

function fieldsWithoutText(kind: ResourceKind, schema: Schema, path: readonly string[] = []): string[] {
  if (path.length > 8) return [];
  return [...schema.fields.values()].flatMap((field) => {
    const below = [...path, field.name];
    const written = below.join('.');
    const lacks =
      !fieldText(
        kind,
        below.map((name) => ({ name, isItem: false })),
      ) && !NOT_READ.test(written);
    return [...(lacks ? [`${kind.kind}.${written}`] : []), ...fieldsWithoutText(kind, field.schema, below)];
  });
}

describe('fieldText', () => {
  it('has a text for every kind and every field that a user sets', () => {
    const kinds = resourceKinds();
    expect(kinds.filter((kind) => !kindText(kind))).toEqual([]);
    const lacking = kinds.flatMap((kind) =>
      kind.versions.flatMap(({ schema }) => fieldsWithoutText(kind, schema)),
    );
    expect([...new Set(lacking)]).toEqual([]);
  });

  it('takes the text for the longest end of the path', () => {
    const [route] = resourceKinds().filter(({ kind }) => kind === 'GRPCRoute');
    const text = (written: string) =>
      route &&
      fieldText(
        route,
        written.split('.').map((name) => ({ name, isItem: false })),
      );
    expect(text('spec.rules.matches.headers.name')).toContain('header');
    expect(text('spec.rules.backendRefs.name')).toContain('backend');
    expect(text('spec.rules.matches.method')).toContain('gRPC service and method');
    expect(text('spec.rules.filters.requestHeaderModifier.set')).toContain('replace');
    expect(text('spec.nothing')).toBeUndefined();
  });
});
