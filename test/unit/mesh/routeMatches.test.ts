import { describe, expect, it } from 'vitest';
import { matchesGet } from '../../../server/src/mesh/routeMatches.ts';
import { TestMesh } from '../../support/meshOf.ts';

function matches(rules: string, path = '/live'): string {
  const mesh = new TestMesh(
    `apiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: a}\nspec: {parentRefs: [{name: a}], rules: ${rules}}\n`,
  );
  return matchesGet(mesh.get('Route', 'a'), path);
}

describe('matchesGet', () => {
  it('takes a path as a prefix that ends at a slash, unless it is exact', () => {
    expect(matches('[{matches: [{path: {value: /live}}]}]')).toBe('yes');
    expect(matches('[{matches: [{path: {value: /live}}]}]', '/live/now')).toBe('yes');
    expect(matches('[{matches: [{path: {value: /live}}]}]', '/lively')).toBe('no');
    expect(matches('[{matches: [{path: {value: /}}]}]')).toBe('yes');
    expect(matches('[{matches: [{path: {type: Exact, value: /live}}]}]', '/live/now')).toBe('no');
  });

  it('takes a rule without matches for all requests, and a route without rules for none', () => {
    expect(matches('[{}]')).toBe('yes');
    expect(matches('[{matches: [{method: GET}]}]')).toBe('yes');
    expect(matches('[]')).toBe('no');
    expect(matches('[{matches: [{method: POST}]}]')).toBe('no');
  });

  it('leaves open what depends on headers, regular expressions or templates', () => {
    expect(matches('[{matches: [{headers: [{name: a, value: b}]}]}]')).toBe('unknown');
    expect(matches('[{matches: [{path: {type: RegularExpression, value: /l.*}}]}]')).toBe('unknown');
    expect(matches('[{matches: [{path: {value: "{{ .Values.path }}"}}]}]')).toBe('unknown');
  });
});
