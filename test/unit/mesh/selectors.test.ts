import { describe, expect, it, test } from 'vitest';
import { isKnown } from '../../../server/src/facts/known.ts';
import { illegalExpressions, namesPods, selectorFits } from '../../../server/src/mesh/selectors.ts';
import { isSameServer } from '../../../server/src/mesh/serversOn.ts';
import { TestMesh } from '../../support/meshOf.ts';
import { measured } from '../../support/processorTime.ts';

const server = (name: string, selector: string) => `
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: ${selector}, port: 80}
---`;

function selectorOf(selector: string) {
  return new TestMesh(server('a', selector)).get('Server', 'a').facts.podSelector;
}

describe('selectorFits', () => {
  const fits = (selector: string, labels: string) => {
    const mesh = new TestMesh(`${server('a', selector)}
apiVersion: v1
kind: Pod
metadata: {name: web, labels: ${labels}}
spec: {containers: []}
`);
    return selectorFits(mesh.get('Server', 'a').facts.podSelector, mesh.get('Workload', 'web').facts.labels);
  };
  const TEMPLATED = '"{{ .Values.x }}"';

  test.each([
    ['{app: web}', '{app: web}', 'yes'],
    ['{app: web}', '{app: web, tier: front}', 'yes'],
    ['{app: web}', '{app: api}', 'no'],
    ['{app: web}', '{}', 'no'],
    ['{app: web, tier: front}', '{app: web}', 'no'],
    ['{}', '{app: web}', 'yes'],
    ['{app: web}', `{app: ${TEMPLATED}}`, 'unknown'],
    ['{app: web}', TEMPLATED, 'unknown'],
    [`{app: ${TEMPLATED}}`, '{app: web}', 'unknown'],
    [`{app: ${TEMPLATED}}`, '{tier: front}', 'no'],
    [`{app: ${TEMPLATED}, tier: front}`, '{app: web, tier: back}', 'no'],
    [TEMPLATED, '{app: web}', 'unknown'],
    ['{constructor: web}', '{app: web}', 'no'],
  ])('matchLabels %s, labels %s: %s', (matchLabels, labels, expected) => {
    expect(fits(`{matchLabels: ${matchLabels}}`, labels)).toBe(expected);
  });

  test.each([
    ['operator: In, values: [web, api]', '{app: web}', 'yes'],
    ['operator: In, values: [web, api]', '{app: cart}', 'no'],
    ['operator: In, values: [web, api]', '{}', 'no'],
    ['operator: In, values: []', '{app: web}', 'no'],
    ['operator: In', '{app: web}', 'no'],
    ['operator: In, values: [web]', `{app: ${TEMPLATED}}`, 'unknown'],
    [`operator: In, values: [web, ${TEMPLATED}]`, '{app: web}', 'yes'],
    [`operator: In, values: [web, ${TEMPLATED}]`, '{app: api}', 'unknown'],
    [`operator: In, values: [web, ${TEMPLATED}]`, '{}', 'no'],
    [`operator: In, values: ${TEMPLATED}`, '{app: web}', 'unknown'],
    ['operator: NotIn, values: [web, api]', '{app: web}', 'no'],
    ['operator: NotIn, values: [web, api]', '{app: cart}', 'yes'],
    ['operator: NotIn, values: [web, api]', '{}', 'yes'],
    ['operator: NotIn, values: []', '{app: web}', 'yes'],
    ['operator: NotIn', '{app: web}', 'no'],
    ['operator: NotIn, values: [web]', `{app: ${TEMPLATED}}`, 'unknown'],
    [`operator: NotIn, values: [${TEMPLATED}]`, '{app: web}', 'unknown'],
    ['operator: Exists', '{app: ""}', 'yes'],
    ['operator: Exists', '{tier: front}', 'no'],
    ['operator: Exists', TEMPLATED, 'unknown'],
    ['operator: Exists, values: []', '{app: web}', 'no'],
    ['operator: DoesNotExist', '{app: web}', 'no'],
    ['operator: DoesNotExist', '{tier: front}', 'yes'],
    ['operator: DoesNotExist', TEMPLATED, 'unknown'],
    ['operator: DoesNotExist, values: [web]', '{tier: front}', 'no'],
    ['operator: Near, values: [web]', '{app: web}', 'unknown'],
    [`operator: ${TEMPLATED}, values: [web]`, '{app: api}', 'unknown'],
  ])('key: app, %s, labels %s: %s', (expression, labels, expected) => {
    expect(fits(`{matchExpressions: [{key: app, ${expression}}]}`, labels)).toBe(expected);
  });

  test.each([
    ['a selector', TEMPLATED],
    ['the expressions', `{matchExpressions: ${TEMPLATED}}`],
    ['one of the expressions', `{matchExpressions: [{key: app, operator: Exists}, ${TEMPLATED}]}`],
    ['the key of an expression', `{matchExpressions: [{key: ${TEMPLATED}, operator: Exists}]}`],
  ])('unknown if a template makes %s', (_, selector) => {
    expect(fits(selector, '{app: web}')).toBe('unknown');
  });

  it('does not fit whatever a template adds, if one expression does not', () => {
    const selector = `{matchExpressions: [{key: app, operator: DoesNotExist}, ${TEMPLATED}]}`;
    expect(fits(selector, '{app: web}')).toBe('no');
  });

  it('fits everything if it is absent', () => {
    expect(selectorFits(undefined, { values: {}, isComplete: false })).toBe('yes');
  });
});

describe('namesPods', () => {
  it('asks for a label or a list of values', () => {
    expect(namesPods(selectorOf('{matchLabels: {app: web}}'))).toBe(true);
    expect(namesPods(selectorOf('{matchExpressions: [{key: app, operator: In, values: [web]}]}'))).toBe(true);
    expect(namesPods(selectorOf('{matchExpressions: [{key: app, operator: Exists}]}'))).toBe(false);
    expect(namesPods(selectorOf('{}'))).toBe(false);
    expect(namesPods(selectorOf('"{{ .Values.selector }}"'))).toBe(false);
    expect(namesPods(undefined)).toBe(false);
  });

  it('needs only one such expression among others', () => {
    const exists = '{key: tier, operator: Exists}';
    const one = '{key: app, operator: In, values: [web]}';
    expect(namesPods(selectorOf(`{matchExpressions: [${exists}, ${one}]}`))).toBe(true);
  });
});

describe('illegalExpressions', () => {
  const illegal = (expression: string) => {
    const selector = selectorOf(`{matchExpressions: [{key: app, ${expression}}]}`);
    return isKnown(selector) && selector ? [...illegalExpressions(selector)].length : undefined;
  };

  it('are those whose values do not go with the operator', () => {
    expect(illegal('operator: In')).toBe(1);
    expect(illegal('operator: NotIn')).toBe(1);
    expect(illegal('operator: Exists, values: []')).toBe(1);
    expect(illegal('operator: DoesNotExist, values: [web]')).toBe(1);
    expect(illegal('operator: In, values: []')).toBe(0);
    expect(illegal('operator: Exists')).toBe(0);
    expect(illegal('operator: Near')).toBe(0);
    expect(illegal('operator: Near, values: [web]')).toBe(0);
    expect(illegal('operator: "{{ .Values.operator }}", values: [web]')).toBe(0);
    expect(illegal('operator: In, values: "{{ .Values.values }}"')).toBe(0);
    expect(illegal('operator: Exists, "{{ .Values.key }}": [web]')).toBe(0);
  });
});

describe('selectors with thousands of values', () => {
  const values = (first: string) => [first, ...Array.from({ length: 3_000 }, (_, at) => `v${at}`)].join(', ');
  const named = (name: string, operator: string, first: string) =>
    server(name, `{matchExpressions: [{key: app, operator: ${operator}, values: [${values(first)}]}]}`);
  const mesh = new TestMesh(
    named('a', 'In', 'web') + named('b', 'In', 'api') + named('c', 'NotIn', 'web') + named('d', 'In', 'web'),
  );
  const get = (name: string) => mesh.get('Server', name);
  const labels = (app: string) => ({ values: { app }, isComplete: true });

  it('are compared with thousands of pods and Servers in a moment', () => {
    const [a, b, d] = [get('a'), get('b'), get('d')];
    const fitting = new Set<string>();
    const same = new Set<boolean>();
    const { milliseconds } = measured(() => {
      for (let round = 0; round < 30_000; round++) {
        fitting.add(selectorFits(a.facts.podSelector, labels(`pod${round}`)));
        same.add(isSameServer(a, b)).add(isSameServer(a, d));
      }
    });
    expect([...fitting]).toEqual(['no']);
    expect([...same]).toEqual([false, true]);
    expect(milliseconds).toBeLessThan(3_000);
  });

  it('fit what they list', () => {
    expect(selectorFits(get('a').facts.podSelector, labels('web'))).toBe('yes');
    expect(selectorFits(get('b').facts.podSelector, labels('web'))).toBe('no');
    expect(selectorFits(get('c').facts.podSelector, labels('web'))).toBe('no');
    expect(selectorFits(get('c').facts.podSelector, labels('shop'))).toBe('yes');
  });
});
