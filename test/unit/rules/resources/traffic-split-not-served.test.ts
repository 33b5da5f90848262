import { it } from 'vitest';
import rule from '../../../../server/src/rules/resources/traffic-split-not-served.ts';
import { describeRule } from '../../../support/describeRule.ts';

describeRule(rule, ({ check }) => {
  it('marks versions that the extension does not serve', () => {
    check(`
      apiVersion: split.smi-spec.io/v1alpha4
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traffic-split-not-served: Use an HTTPRoute
      kind: TrafficSplit
      metadata: {name: front}
      spec: {service: front}
    `);
  });

  it('is silent about those that it serves, about others’ kinds and about templates', () => {
    for (const apiVersion of [
      'split.smi-spec.io/v1alpha1',
      'split.smi-spec.io/v1alpha2',
      'split.example.com/v1',
      '"{{ .Values.api }}"',
      'split.smi-spec.io/{{ .Values.version }}',
    ])
      check(`
      apiVersion: ${apiVersion}
      kind: TrafficSplit
      metadata: {name: front}
      spec: {service: front}
      `);
  });
});
