import { it } from 'vitest';
import rule from '../../../../server/src/rules/charts/cilium-value-breaks-mesh.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, PROXY_INIT } from '../../../support/lint.ts';

describeRule(rule, ({ check }) => {
  it('marks values that leave the default, the opposite value, and no values at all', () => {
    check(
      `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: cilium, version: 1.16.3}}
        values:
          ipam: {mode: kubernetes}
      #   ^^^^ warning cilium-value-breaks-mesh: Set cni.exclusive to false
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          chart: cilium
          helm:
            values: |
              cni:
                exclusive: true
      #                    ^^^^ warning cilium-value-breaks-mesh: Set cni.exclusive
      ---
      apiVersion: helm.cattle.io/v1
      kind: HelmChart
      spec:
        chart: cilium
      #        ^^^^^^ warning cilium-value-breaks-mesh: Set cni.exclusive
      `,
      FIXED_CNI,
    );
  });

  it('marks load balancing in sockets', () => {
    check(
      `
      releases:
        - name: cilium
          chart: cilium/cilium
          values:
            - kubeProxyReplacement: strict
      #                             ^^^^^^ warning cilium-value-breaks-mesh: Set socketLB.hostNamespaceOnly to true
              socketLB: {enabled: true}
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: cilium}}
        values:
          kubeProxyReplacement: "true"
          socketLB: {hostNamespaceOnly: false}
      #                                 ^^^^^ warning cilium-value-breaks-mesh
      `,
      PROXY_INIT,
    );
  });

  it('is silent where the values are right, elsewhere or templated, for other charts, and without Linkerd', () => {
    const flux = (rest: string, chart = 'cilium') => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: ${chart}}}
        ${rest}
      `;
    check(flux('values: {cni: {exclusive: false}, kubeProxyReplacement: false}'), FIXED_CNI);
    check(flux('values: {kubeProxyReplacement: true, socketLB: {enabled: false}}'), PROXY_INIT);
    check(flux('values: {ipam: {}}\n        valuesFrom: [{kind: ConfigMap, name: cilium}]'), FIXED_CNI);
    check(flux('values: {cni: {exclusive: "{{ .Values.exclusive }}"}}'), FIXED_CNI);
    check(flux('values: {ipam: {}}', 'calico'), FIXED_CNI);
    check(flux('values: {kubeProxyReplacement: true}'));
  });

  it('reports what the values leave out only where no template or alias may add it', () => {
    const flux = (more: string, mark = '') => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: cilium}}
        values:
          kubeProxyReplacement: true
${mark}          ${more}
      `;
    const mark =
      '      #                         ^^^^ warning cilium-value-breaks-mesh: hostNamespaceOnly to true\n';
    for (const more of ['ipam: {mode: kubernetes}', 'socketLB:']) check(flux(more, mark), PROXY_INIT);
    for (const more of ['ipam: {{ .Values.ipam }}', 'socketLB: *sockets', '<<: {socketLB: {enabled: false}}'])
      check(flux(more), PROXY_INIT);
  });

  it('marks empty values, and no chart whose values are in another file', () => {
    check(
      `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: cilium}}
        values: {}
      #         ^^ warning cilium-value-breaks-mesh: Set cni.exclusive to false
      `,
      FIXED_CNI,
    );
    check(
      `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          chart: cilium
          helm: {valueFiles: [network.yaml]}
      `,
      FIXED_CNI,
    );
  });

  it('takes only Cilium’s parameters for values that are elsewhere', () => {
    const argo = (name: string, mark = '') => `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: linkerd}
      spec:
        source:
          path: charts/network
          helm:
            valuesObject:
              cilium: {ipam: {mode: kubernetes}}
${mark}            parameters:
              - {name: ${name}, value: "false"}
      `;
    check(argo('cilium.cni.exclusive'), FIXED_CNI);
    const mark = '      #                ^^^^ warning cilium-value-breaks-mesh: Set cni.exclusive to false\n';
    check(argo('linkerd2-cni.repairController.enabled', mark), FIXED_CNI);
  });

  it('is silent about a chart without values, where linkerd-init is used', () => {
    check(
      `
      apiVersion: helm.cattle.io/v1
      kind: HelmChart
      spec:
        chart: cilium
      `,
      PROXY_INIT,
    );
  });

  it.each([
    ['a template', '{ipam: {}, {{ .Values.more }}}'],
    ['an alias', '{ipam: *shared}'],
    ['a merge', '{ipam: {}, <<: *shared}'],
  ])('is silent where %s may add to the values', (_name, values) => {
    check(
      `
      x: &shared {mode: kubernetes}
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      spec:
        chart: {spec: {chart: cilium}}
        values: ${values}
      `,
      FIXED_CNI,
    );
  });
});
