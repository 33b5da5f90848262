import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../../server/src/linkerd/detection/readEvidence.ts';
import { EVIDENCE_WORDS, mayContainEvidence } from '../../../../server/src/linkerd/detection/signs.ts';
import { dedent } from '../../../support/example.ts';
import { measured } from '../../../support/processorTime.ts';

/** What a file tells, one line for each piece: `2: dataPlane cni (set): cniEnabled: true`. */
function told(path: string, source: string): string[] {
  const { evidence, ofValuesFile } = readEvidence(path, dedent(source));
  return [...evidence, ...ofValuesFile].map(
    ({ line, setting, value, basis, what }) => `${line}: ${setting} ${value ?? '?'} (${basis}): ${what}`,
  );
}

describe('values', () => {
  it('of the control plane say who sets up iptables', () => {
    expect(told('linkerd/values.yaml', 'cniEnabled: true\n')).toEqual([
      '1: dataPlane cni (set): cniEnabled: true',
    ]);
    expect(told('prod.yaml', 'identityTrustAnchorsPEM: x\ncniEnabled: "false"\n')).toEqual([
      '2: dataPlane proxy-init (set): cniEnabled: false',
    ]);
    expect(told('linkerd.yaml', 'global:\n  cniEnabled: true\n')).toEqual([
      '2: dataPlane cni (set): cniEnabled: true',
    ]);
  });

  it('of another chart have them below the name of the dependency', () => {
    const values = `
      # ours
      web: {replicas: 2}
      linkerd-control-plane:
        cniEnabled: true
        linkerdVersion: edge-25.7.2
      linkerd2-cni:
        image:
          version: v1.6.2
    `;
    expect(told('values.yaml', values)).toEqual([
      '4: dataPlane cni (set): cniEnabled: true',
      '5: linkerd edge-25.7.2 (set): linkerdVersion: edge-25.7.2',
      '8: cniPlugin v1.6.2 (set): image.version: v1.6.2',
      '8: dataPlane cni (installed): image.version: v1.6.2',
    ]);
  });

  it('of the plugin say its version, unless the image is custom', () => {
    const named = (name: string) =>
      `destCNIBinDir: /opt/cni/bin\nimage:\n  name: ${name}\n  version: v1.6.4\n`;
    expect(told('cni.yaml', named('cr.l5d.io/linkerd/cni-plugin'))).toContain(
      '4: cniPlugin v1.6.4 (set): image.version: v1.6.4',
    );
    expect(told('cni.yaml', named('registry.example/our-cni'))).toEqual([]);
    expect(told('linkerd2-cni.yaml', 'image:\n  version: latest\n')).toEqual([]);
  });

  it('of both charts say whether IPv6 is enabled, and false in quotes does not', () => {
    expect(told('linkerd/values.yaml', 'disableIPv6: false\n')).toEqual([
      '1: ipv6 enabled (set): disableIPv6: false',
    ]);
    expect(told('cni.yaml', 'destCNIBinDir: /opt/cni/bin\ndisableIPv6: true\n')).toEqual([
      '2: ipv6 disabled (set): disableIPv6: true',
    ]);
    const nested = 'linkerd-control-plane: {disableIPv6: false}\nlinkerd2-cni: {disableIPv6: true}\n';
    expect(told('values.yaml', nested)).toEqual([
      '1: ipv6 enabled (set): disableIPv6: false',
      '2: ipv6 disabled (set): disableIPv6: true',
    ]);
    expect(told('linkerd/values.yaml', 'disableIPv6: "false"\n')).toEqual([]);
    expect(told('values.yaml', 'disableIPv6: false\n')).toEqual([]);
  });

  it.each([
    ['of Kuma', 'kuma.yaml', 'runtime:\n  kubernetes:\n    injector:\n      cniEnabled: true\n'],
    ['of something else', 'values.yaml', 'cniEnabled: true\n'],
    [
      'that are switched off',
      'values.yaml',
      'linkerd-control-plane:\n  enabled: false\n  cniEnabled: true\n',
    ],
    ['that a template makes', 'linkerd/values.yaml', 'cniEnabled: {{ .Values.cni }}\n'],
    ['between conditions', 'linkerd/values.yaml', '{{- if .cni }}\ncniEnabled: true\n{{- end }}\n'],
    ['that Flux fills in', 'linkerd/values.yaml', `cniEnabled: \${CNI_ENABLED}\n`],
    ['in a comment', 'linkerd/values.yaml', '# cniEnabled: true\na: b\n'],
    ['that are not an answer', 'linkerd/values.yaml', 'cniEnabled: maybe\n'],
  ])('%s tell nothing', (_, path, text) => {
    expect(told(path, text)).toEqual([]);
  });
});

describe('Chart.yaml', () => {
  it('tells the release by the dependency’s version, as far as Linkerd’s own charts prove it', () => {
    const chart = (name: string, version: string, more = '') =>
      told('Chart.yaml', `name: shop\ndependencies:\n  - name: ${name}\n    version: ${version}\n${more}`);
    expect(chart('linkerd-control-plane', '1.16.11')).toEqual([
      '3: linkerd stable-2.14.10 (set): dependency linkerd-control-plane 1.16.11',
    ]);
    expect(chart('linkerd-control-plane', '2025.7.2')).toEqual([
      '3: linkerd edge-25.7.2 (set): dependency linkerd-control-plane 2025.7.2',
    ]);
    expect(chart('linkerd-control-plane', '1.16.x')).toEqual([
      '3: linkerd ? (set): dependency linkerd-control-plane 1.16.x',
    ]);
    expect(chart('linkerd2-cni', '30.12.2')).toEqual([
      '3: dataPlane cni (installed): dependency linkerd2-cni 30.12.2',
    ]);
    expect(chart('linkerd2-cni', '30.12.2', '    condition: cni.enabled\n')).toEqual([]);
    expect(chart('linkerd-control-plane', '1.4.0', '    repository: https://charts.example/\n')).toEqual([]);
    expect(chart('linkerd-viz', '30.12.11')).toEqual([]);
  });
});

describe('HelmRelease', () => {
  const release = (chart: string, version: string, more = '') => `
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata:
      name: linkerd
    spec:
      chart:
        spec:
          chart: ${chart}
          version: "${version}"
          sourceRef: {kind: HelmRepository, name: linkerd}
${more}`;

  it('tells the release, and the default where all values are in sight', () => {
    expect(
      told('a.yaml', release('linkerd-control-plane', '1.16.11', '      values: {controllerReplicas: 3}\n')),
    ).toEqual([
      '8: linkerd stable-2.14.10 (set): linkerd-control-plane 1.16.11',
      '8: dataPlane proxy-init (default): linkerd-control-plane without cniEnabled',
    ]);
  });

  it('tells what is set', () => {
    expect(
      told(
        'a.yaml',
        release('linkerd-control-plane', '2026.5.5', '      values:\n        cniEnabled: true\n'),
      ),
    ).toEqual([
      '8: linkerd edge-26.5.5 (set): linkerd-control-plane 2026.5.5',
      '12: dataPlane cni (set): cniEnabled: true',
    ]);
  });

  it.each([
    ['valuesFrom', '      valuesFrom: [{kind: ConfigMap, name: cluster}]\n'],
    ['a version that is a range', ''],
  ])('leaves open what %s hides', (what, more) => {
    const version = what === 'valuesFrom' ? '1.16.11' : '1.x';
    expect(told('a.yaml', release('linkerd-control-plane', version, more)).at(-1)).toBe(
      '8: dataPlane ? (default): linkerd-control-plane, whose cniEnabled is in another file',
    );
  });

  it('takes values for one path each, such as certificates, for no secret about cniEnabled', () => {
    const more = '      valuesFrom: [{kind: Secret, name: ca, targetPath: identityTrustAnchorsPEM}]\n';
    expect(told('a.yaml', release('linkerd-control-plane', '1.16.11', more)).at(-1)).toContain(
      'without cniEnabled',
    );
  });

  it('of the plugin tells the version that its chart installs', () => {
    expect(told('a.yaml', release('linkerd2-cni', '2025.7.1'))).toEqual([
      '8: dataPlane cni (installed): linkerd2-cni 2025.7.1',
      '8: cniPlugin v1.6.2 (default): linkerd2-cni 2025.7.1',
    ]);
    const set = '      values: {image: {version: v1.6.4}}\n';
    expect(told('a.yaml', release('linkerd2-cni', '2025.7.1', set))).toEqual([
      '8: dataPlane cni (installed): linkerd2-cni 2025.7.1',
      '11: cniPlugin v1.6.4 (set): image.version: v1.6.4',
    ]);
    const ipv6 = '      values: {disableIPv6: false}\n';
    expect(told('a.yaml', release('linkerd2-cni', '2025.7.1', ipv6))).toEqual([
      '8: dataPlane cni (installed): linkerd2-cni 2025.7.1',
      '11: ipv6 enabled (set): disableIPv6: false',
      '8: cniPlugin v1.6.2 (default): linkerd2-cni 2025.7.1',
    ]);
    expect(told('a.yaml', release('linkerd2-cni', '>=30'))).toHaveLength(1);
  });

  it('that patches another is known by its name', () => {
    const patch = `
      kind: HelmRelease
      metadata: {name: linkerd-control-plane}
      spec:
        values:
          cniEnabled: true
    `;
    expect(told('patch.yaml', patch)).toEqual(['5: dataPlane cni (set): cniEnabled: true']);
  });
});

describe('Argo CD', () => {
  it('has values as text, as an object and as parameters', () => {
    const application = `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        sources:
          - repoURL: https://helm.linkerd.io/edge
            chart: linkerd-control-plane
            targetRevision: 2024.11.8
            helm:
              values: |
                # ours
                cniEnabled: true
          - chart: linkerd2-cni
            repoURL: https://helm.linkerd.io/edge
            targetRevision: 2024.11.8
            helm:
              parameters:
                - name: image.version
                  value: v1.6.0
                - name: disableIPv6
                  value: "false"
    `;
    expect(told('app.yaml', application)).toEqual([
      '6: linkerd edge-24.11.8 (set): linkerd-control-plane 2024.11.8',
      '11: dataPlane cni (set): cniEnabled: true',
      '12: dataPlane cni (installed): linkerd2-cni 2024.11.8',
      '19: ipv6 enabled (set): disableIPv6: false',
      '17: cniPlugin v1.6.0 (set): image.version: v1.6.0',
    ]);
  });

  it('ApplicationSet: what is written out holds for all clusters, what is templated for none', () => {
    const set = (enabled: string) => `
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      spec:
        template:
          metadata: {name: 'linkerd-{{ .cluster }}'}
          spec:
            source:
              repoURL: https://helm.buoyant.cloud
              chart: linkerd-enterprise-control-plane
              targetRevision: 2.17.1
              helm: {valuesObject: {linkerd-control-plane: {cniEnabled: ${enabled}}}}
    `;
    expect(told('set.yaml', set('true'))).toEqual([
      '9: linkerd 2.17.1 (set): linkerd-enterprise-control-plane 2.17.1',
      '11: dataPlane cni (set): cniEnabled: true',
    ]);
    expect(told('set.yaml', set('"{{ .cni }}"')).join()).not.toContain('dataPlane cni');
  });

  it('leaves open what files of values hide, and whose chart it is not', () => {
    const source = (more: string) => `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source: {chart: linkerd-control-plane, targetRevision: 1.16.11, ${more}}
    `;
    expect(told('a.yaml', source('helm: {valueFiles: [prod.yaml]}')).at(-1)).toContain('in another file');
    expect(told('a.yaml', source('repoURL: "https://charts.example"'))).toEqual([
      '4: linkerd ? (set): linkerd-control-plane 1.16.11',
      '4: dataPlane ? (default): linkerd-control-plane, whose cniEnabled is in another file',
    ]);
  });
});

describe('helmfile, kustomize, k3s, Buoyant’s operator', () => {
  it('helmfile', () => {
    const helmfile = `
      releases:
        - name: linkerd
          chart: linkerd/linkerd-control-plane
          version: 1.16.11
          set: [{name: cniEnabled, value: true}, {name: disableIPv6, value: false}]
        - name: cni
          chart: linkerd/linkerd2-cni
          installed: false
        - name: viz
          chart: linkerd/linkerd-viz
    `;
    expect(told('helmfile.yaml', helmfile)).toEqual([
      '3: linkerd stable-2.14.10 (set): linkerd/linkerd-control-plane 1.16.11'.replace(
        'linkerd/linkerd-',
        'linkerd-',
      ),
      '5: dataPlane cni (set): cniEnabled: true',
      '5: ipv6 enabled (set): disableIPv6: false',
    ]);
  });

  it('kustomize', () => {
    const kustomization = `
      helmCharts:
        - name: linkerd2-cni
          repo: https://helm.linkerd.io/stable
          version: 30.12.1
        - name: linkerd-control-plane
          repo: https://helm.linkerd.io/stable
          version: 1.16.8
          valuesInline: {cniEnabled: true}
    `;
    expect(told('kustomization.yaml', kustomization)).toEqual([
      '2: dataPlane cni (installed): linkerd2-cni 30.12.1',
      '2: cniPlugin v1.2.2 (default): linkerd2-cni 30.12.1',
      '5: linkerd stable-2.14.7 (set): linkerd-control-plane 1.16.8',
      '8: dataPlane cni (set): cniEnabled: true',
    ]);
  });

  it('k3s', () => {
    const chart = `
      apiVersion: helm.cattle.io/v1
      kind: HelmChart
      metadata: {name: mesh}
      spec:
        repo: https://helm.linkerd.io/edge
        chart: linkerd-control-plane
        version: 2025.8.1
        valuesContent: |-
          cniEnabled: false
    `;
    expect(told('mesh.yaml', chart)).toEqual([
      '6: linkerd edge-25.8.1 (set): linkerd-control-plane 2025.8.1',
      '9: dataPlane proxy-init (set): cniEnabled: false',
    ]);
  });

  it('Buoyant’s operator', () => {
    const plane = `
      apiVersion: linkerd.buoyant.io/v1alpha1
      kind: ControlPlane
      spec:
        components:
          linkerd:
            version: enterprise-2.15.1-0
            controlPlaneConfig: {cniEnabled: true}
    `;
    expect(told('plane.yaml', plane)).toEqual([
      '6: linkerd 2.15.1 (set): version: enterprise-2.15.1-0',
      '7: dataPlane cni (set): cniEnabled: true',
    ]);
  });
});

describe('rendered manifests', () => {
  it('the plugin’s DaemonSet', () => {
    const set = `
      a: first
      ---
      apiVersion: v1
      kind: List
      items:
        - apiVersion: apps/v1
          kind: DaemonSet
          metadata: {name: linkerd-cni}
          spec:
            template:
              spec:
                containers:
                  - name: install-cni
                    image: cr.l5d.io/linkerd/cni-plugin:v1.6.2
    `;
    expect(told('cni.yaml', set)).toEqual([
      '14: dataPlane cni (installed): cr.l5d.io/linkerd/cni-plugin:v1.6.2',
      '14: cniPlugin v1.6.2 (set): cr.l5d.io/linkerd/cni-plugin:v1.6.2',
    ]);
  });

  it('injected pods', () => {
    const pod = (init: string) => `
      kind: Pod
      metadata:
        annotations: {linkerd.io/proxy-version: stable-2.14.10}
      spec:
        initContainers:
          - name: ${init}
        containers:
          - image: registry.example/mirror/linkerd/proxy:stable-2.14.10@sha256:abc
          - image: nginx/proxy:1.2
          - image: ghcr.io/buoyantio/proxy:enterprise-2.18.3
    `;
    expect(told('pod.yaml', pod('linkerd-init'))).toEqual([
      '8: linkerd stable-2.14.10 (set): registry.example/mirror/linkerd/proxy:stable-2.14.10@sha256:abc',
      '10: linkerd 2.18.3 (set): ghcr.io/buoyantio/proxy:enterprise-2.18.3',
      '6: dataPlane proxy-init (set): linkerd-init',
      '3: linkerd stable-2.14.10 (set): linkerd.io/proxy-version: stable-2.14.10',
    ]);
    expect(told('pod.yaml', pod('linkerd-network-validator'))).toContain(
      '6: dataPlane cni (set): linkerd-network-validator',
    );
  });

  it('the output of linkerd install, new and old', () => {
    const config = `
      kind: ConfigMap
      metadata: {name: linkerd-config, namespace: linkerd}
      data:
        values: |
          cniEnabled: false
          linkerdVersion: stable-2.10.2
          disableIPv6: true
    `;
    expect(told('install.yaml', config)).toEqual([
      '5: dataPlane proxy-init (set): cniEnabled: false',
      '6: linkerd stable-2.10.2 (set): linkerdVersion: stable-2.10.2',
      '7: ipv6 disabled (set): disableIPv6: true',
    ]);
    const old = `
      kind: ConfigMap
      metadata: {name: linkerd-config}
      data:
        global: |
          {"linkerdNamespace":"linkerd","cniEnabled":true,"version":"stable-2.7.1"}
    `;
    expect(told('install.yaml', old)).toEqual([
      '4: dataPlane cni (set): cniEnabled: true',
      '4: linkerd stable-2.7.1 (set): version: stable-2.7.1',
    ]);
  });

  it('the configuration of the plugin', () => {
    const config = `
      kind: ConfigMap
      metadata: {name: linkerd-cni-config, namespace: linkerd-cni}
      data:
        cni_network_config: |-
          {
            "name": "linkerd-cni",
            "kubernetes": {"kubeconfig": "__KUBECONFIG_FILEPATH__"},
            "linkerd": {
              "iptables-mode": "nft",
              "ipv6": true
            }
          }
    `;
    expect(told('cni.yaml', config)).toEqual(['10: ipv6 enabled (set): ipv6: true']);
    expect(told('cni.yaml', config.replace('"ipv6": true', '"simulate": false'))).toEqual([]);
  });

  it('with CRLF and a byte order mark count their lines alike', () => {
    const text =
      '\uFEFFa: b\r\n---\r\nkind: Pod\r\nspec:\r\n  initContainers:\r\n    - name: linkerd-init\r\n';
    expect(told('pod.yaml', text)).toEqual(['6: dataPlane proxy-init (set): linkerd-init']);
  });

  it.each([
    'linkerd-control-plane: [',
    'linkerd-init: &a [*a, *a]',
    '- - - linkerd2',
    '\u0000linkerd2',
    `cniEnabled: ${'['.repeat(20_000)}`,
  ])('that are broken tell nothing: %#', (text) => {
    expect(told('linkerd.yaml', text)).toEqual([]);
  });

  it.each([
    'image:'.repeat(150_000),
    `image${' '.repeat(900_000)}`,
    `image:\n  name: ${'linkerd'.repeat(130_000)}`,
    `linkerd2${' '.repeat(900_000)}.`,
  ])('that were built to take long do not: %#', (text) => {
    const { result, milliseconds } = measured(() => told('linkerd2-cni/values.yaml', text));
    expect(result).toEqual([]);
    expect(milliseconds).toBeLessThan(5_000);
  });
});

describe('a text without the words', () => {
  const PARTS = [
    ...EVIDENCE_WORDS,
    ...['linkerd-init', 'linkerd2-cni', 'image', 'proxy', 'controller', 'config.linkerd.io/proxy-version'],
    ...['kind:', 'ControlPlane', '"', ' ', ':', '/', '\n', '\t', 'é', 'Version', 'destCNINetDir'],
  ];
  const holdsWord = (text: string) => EVIDENCE_WORDS.some((word) => text.includes(word));

  it('has no sign', () => {
    const texts = fc.array(fc.constantFrom(...PARTS), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(fc.property(texts, (text) => holdsWord(text) || !mayContainEvidence(text)));
  });

  it.each([
    'cniEnabled: true',
    'linkerdVersion: x',
    'controllerImageVersion: x',
    'destCNIBinDir: x',
    'linkerd.io/proxy-version: x',
    'chart: linkerd2-cni',
    '- image : mesh/proxy:x',
    'image: "mesh/controller:x"',
    'image: cni-plugin',
    'kind: ControlPlane',
  ])('is not %s', (text) => {
    expect(mayContainEvidence(text)).toBe(true);
    expect(holdsWord(text)).toBe(true);
  });
});

describe('a quotation', () => {
  const version = (text: string) => `dependencies:\n- {name: linkerd2, version: ${JSON.stringify(text)}}\n`;

  it('is one short line that steers no terminal and no editor', () => {
    expect(told('Chart.yaml', version('2.1\n\u001b[31m\u202E1'))).toEqual([
      '2: linkerd ? (set): dependency linkerd2 2.1 \uFFFD[31m\uFFFD1',
    ]);
    const [long] = readEvidence('Chart.yaml', version('1.'.repeat(100_000))).evidence;
    expect(long?.what).toMatch(/^dependency linkerd2 (?:1\.)+1?…$/);
    expect(long?.what).toHaveLength(80);
  });
});
