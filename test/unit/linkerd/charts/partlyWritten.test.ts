import { describe, expect, it } from 'vitest';
import { lint } from '../../../support/lint.ts';

/** The rules about charts and resources that report something in a text, with what they report. */
function findings(text: string): string[] {
  return lint(text)
    .filter(({ rule }) => /^(?:chart|resource)-/.test(rule))
    .map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}

/** A HelmRelease with these lines as values. */
function release(...lines: readonly string[]): string {
  return [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: {name: linkerd}',
    'spec:',
    '  chart: {spec: {chart: linkerd-control-plane, version: 2025.7.2}}',
    '  values:',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** A Server with these lines. */
function server(...lines: readonly string[]): string {
  return ['apiVersion: policy.linkerd.io/v1beta3', 'kind: Server', ...lines, ''].join('\n');
}

describe('values of a chart are judged as far as they are written', () => {
  it('judges what is written out', () => {
    expect(findings(release('proxyInit: {ignoreInboundPorts: "8080, 9090"}'))).toContain(
      'chart-value-invalid  9090',
    );
  });

  it.each([
    ['a template for a value', release('proxyInit: {{ .Values.init }}')],
    ['a template in a value', release('proxyInit: {ignoreInboundPorts: "{{ .Values.ports }}, 80 "}')],
    ['a template for an object', release('proxyInit:', '  {{- toYaml .Values.init | nindent 6 }}')],
    ['a template for a key', release('{{ .Values.key }}: true')],
    ['an alias', `${release('disableIPv6: &x "false "', 'proxyInit: *x').replace('"false "', 'true')}`],
    ['a merge', release('<<: *base')],
    ['no value', release('proxyInit:', 'proxy: ~', 'disableIPv6:')],
    ['a key that is being typed', release('proxyInit: {}', 'contro')],
    ['a string that is being typed', release('clusterDomain: "cluster')],
    ['an object that is being typed', release('proxy: {')],
    ['the first key of an object that is being typed', release('proxyInit:', '  ign', 'proxy: {}')],
  ])('%s is not', (_, text) => {
    expect(findings(text)).toEqual([]);
  });

  it('does not judge by a version or a chart that a template decides', () => {
    const removed = ['policyController:', '  image: {name: x}'];
    expect(findings(release(...removed).replace('2025.7.2', '2026.7.1'))).toEqual([
      'chart-value-not-in-version image',
    ]);
    expect(findings(release(...removed).replace('2025.7.2', '"{{ .v }}"'))).toEqual([]);
    expect(findings(release('dashbord: {}').replace('linkerd-control-plane', '"linkerd-{{ .c }}"'))).toEqual(
      [],
    );
  });

  it('takes a patch without the chart for no one’s values', () => {
    expect(
      findings('apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values: {linkerdd: 1}\n'),
    ).toEqual([]);
  });
});

describe('parameters of a chart are judged as Helm reads them', () => {
  /** An Application with one parameter. */
  function parameter(name: string, value: string, chart = 'chart: linkerd-control-plane'): string {
    return [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      'metadata: {name: linkerd}',
      'spec:',
      '  source:',
      `    ${chart}`,
      '    targetRevision: 2025.7.2',
      '    helm:',
      '      parameters:',
      `        - name: ${name}`,
      `          value: ${value}`,
      '',
    ].join('\n');
  }

  it.each([
    ['proxy.logLevell', 'warn', 'chart-value-unknown proxy.logLevell'],
    ["'proxy\\.logLevel'", 'warn', "chart-value-unknown 'proxy\\.logLevel'"],
    ['controllerLogLevel', '"loud"', 'chart-value-invalid loud'],
    ['proxy.uid', '"root"', 'chart-value-invalid "root"'],
    ['proxyInit.ignoreInboundPorts', '"8080, 9090"', 'chart-value-invalid  9090'],
  ])('%s: %s is wrong', (name, value, finding) => {
    expect(findings(parameter(name, value)).map((text) => text.trimEnd())).toContain(finding);
  });

  it('those of a dependency too', () => {
    const text = parameter('linkerd2-cni.ignoreInboundPort', '"25"', 'path: charts/mesh');
    expect(findings(text)).toEqual(['chart-value-unknown linkerd2-cni.ignoreInboundPort']);
    expect(findings(text.replace('Port:', 'Ports:').replace('Port\n', 'Ports\n'))).toEqual([]);
  });

  it.each([
    ['a boolean in quotes', 'disableIPv6', '"false"'],
    ['a number in quotes', 'proxy.uid', '"2102"'],
    ['commas behind backslashes', 'proxyInit.ignoreOutboundPorts', "'4567\\,4568'"],
    ['a list in braces', 'policyController.probeNetworks', '"{10.0.0.0/8}"'],
    ['an item of a list', "'policyController.probeNetworks[0]'", '10.0.0.0/8'],
    ['a word like a boolean', 'proxy.logHTTPHeaders', '"off"'],
    ['a template', 'controllerLogLevel', '"{{ .level }}"'],
    ['null', 'proxy.uid', '"null"'],
    ['nothing', 'proxy.uid', ''],
    ['a key that is being typed', 'proxy.', ''],
    ['an annotation', "'podAnnotations.example\\.com/team'", 'web'],
  ])('%s is right', (_, name, value) => {
    expect(findings(parameter(name, value))).toEqual([]);
  });
});

describe('a text where an object should be', () => {
  it.each([
    [server('spec:', '  port: 80', '  podSelector: matchLa'), 'resource-type-wrong matchLa'],
    [server('spec:', '  port: 80', '  podSelector:', '    web'), 'resource-type-wrong web'],
    [release('proxyInit:', '  web'), 'chart-value-invalid web'],
  ])('is wrong if it cannot become a key', (text, finding) => {
    expect(findings(text)).toEqual([finding]);
  });
});

describe('resources are judged as far as they are written', () => {
  it.each([
    ['nothing yet', server()],
    ['an empty spec', server('spec:')],
    ['an object that is being typed', server('spec:', '  port: 80', '  podSelector: {')],
    [
      'a list that is being typed',
      server('spec:', '  port: 80', '  podSelector:', '    matchExpressions:', '      - '),
    ],
    [
      'the first key of an object that is being typed',
      server('spec:', '  port: 80', '  podSelector:', '    matchLa'),
    ],
    [
      'the first key of an item that is being typed',
      server('spec:', '  port: 80', '  podSelector:', '    matchExpressions:', '      - ke'),
    ],
    ['a value that is being typed', server('spec:', '  podSelector: {}', '  port: "80')],
    ['a template for the spec', server('spec: {{ toYaml .Values.spec }}')],
    [
      'a template among the fields',
      server('spec:', '  port: 80', '  {{- include "selector" . | nindent 2 }}'),
    ],
    [
      'a template for a word',
      server('spec: {podSelector: {}, port: "{{ .Values.port }}", proxyProtocol: "{{ x }}"}'),
    ],
    ['an alias', server('x: &s {}', 'spec:', '  podSelector: *s', '  port: *p').replace('x: &s {}\n', '')],
    ['a patch', server('metadata: {name: web}', 'spec:', '  accessPolicy: deny')],
    ['a field that is being typed', server('spec:', '  podSelector: {}', '  port: 80', '  access')],
    ['a directive of a patch', server('spec:', '  podSelector: {$patch: delete}')],
  ])('%s is no mistake', (_, text) => {
    expect(findings(text)).toEqual([]);
  });
});
