import { describe, expect, it } from 'vitest';
import type { LintSettings } from '../../../server/src/engine/lintDocument.ts';
import {
  AFFECTED,
  AFFECTED_BEFORE_211,
  FIXED_CNI,
  PROXY_INIT,
  settingsOf,
  UNKNOWN,
} from '../../support/lint.ts';
import { labels, lineAfter, offer, offers } from './completeAt.ts';

/** A Pod with these lines among its annotations, and two ports. */
function pod(...lines: string[]): string {
  return `
    apiVersion: v1
    kind: Pod
    metadata:
      annotations:
${lines.map((line) => `        ${line}`).join('\n')}
    spec:
      initContainers:
        - name: sidecar
          ports: [{containerPort: 7070}]
      containers:
        - name: web
          ports:
            - {name: http, containerPort: 8080}
            - {name: admin, containerPort: 9090}
            - {name: dns, containerPort: 53, protocol: UDP}
            - {name: templated, containerPort: {{ .Values.port }}}
  `;
}

describe('a value', () => {
  it.each([
    ['where there is none yet', 'linkerd.io/inject: $0', 'linkerd.io/inject: enabled'],
    ['right behind the colon', 'linkerd.io/inject:$0', 'linkerd.io/inject: enabled'],
    ['half-typed', 'linkerd.io/inject: en$0', 'linkerd.io/inject: enabled'],
    ['with the cursor in it', 'linkerd.io/inject: en$0abl # yes', 'linkerd.io/inject: enabled # yes'],
    ['in double quotes', 'linkerd.io/inject: "$0"', 'linkerd.io/inject: "enabled"'],
    ['in single quotes', "linkerd.io/inject: 'e$0'", "linkerd.io/inject: 'enabled'"],
    ['after a quote that is not closed yet', 'linkerd.io/inject: "en$0', 'linkerd.io/inject: "enabled"'],
    ['behind an anchor', 'linkerd.io/inject: &mesh en$0', 'linkerd.io/inject: &mesh enabled'],
  ])('%s is completed', (_, typed, after) => {
    expect(lineAfter(pod(typed), 'enabled')).toBe(after);
  });

  it.each([
    ['config.linkerd.io/enable-debug-sidecar: $0', 'true', 'config.linkerd.io/enable-debug-sidecar: "true"'],
    [
      'config.linkerd.io/enable-debug-sidecar: "t$0"',
      'true',
      'config.linkerd.io/enable-debug-sidecar: "true"',
    ],
    ['config.linkerd.io/opaque-ports: 80$0', '8080', 'config.linkerd.io/opaque-ports: "8080"'],
    ['config.linkerd.io/opaque-ports: 25,$0', '8080', 'config.linkerd.io/opaque-ports: 25,8080'],
    ['config.linkerd.io/control-port: $0', '4190', 'config.linkerd.io/control-port: "4190"'],
  ])('gets quotes where YAML would make a number or a boolean of it: %s', (typed, value, after) => {
    expect(lineAfter(pod(typed), value)).toBe(after);
  });

  it.each([
    ['{"kind":"Pod","metadata":{"annotations":{"linkerd.io/inject": $0}}}', '"enabled"'],
    ['{"kind":"Pod","metadata":{"annotations":{"linkerd.io/inject":"$0"}}}', '"enabled"'],
    ['kind: Pod\nmetadata: {annotations: {linkerd.io/inject: $0}}', 'enabled'],
  ])('is written as its surroundings are: %s', (source, value) => {
    expect(lineAfter(source, 'enabled')).toContain(value);
  });

  it('says what it means, and which one holds by default', () => {
    const found = offers(pod('linkerd.io/inject: $0'));
    expect(offer(found, 'ingress').documentation).toContain('ingress mode');
    expect(offer(offers(pod('config.linkerd.io/enable-debug-sidecar: $0')), 'false').detail).toBe('default');
  });

  it('of a duration gets its unit', () => {
    const key = 'config.linkerd.io/proxy-outbound-connect-timeout';
    expect(labels(pod(`${key}: 25$0`)).slice(0, 4)).toEqual(['25ms', '25s', '25m', '25h']);
    expect(labels(pod(`${key}: "$0"`))).toContain('10s');
  });

  it('in a block is completed if the block ends without a line break', () => {
    expect(labels(pod('linkerd.io/inject: |-', '  en$0'))).toContain('enabled');
    expect(labels(pod('linkerd.io/inject: |', '  en$0'))).toEqual([]);
  });

  it('in a JSON Patch is completed', () => {
    const source = '- op: add\n  path: /spec/template/metadata/annotations/linkerd.io~1inject\n  value: $0\n';
    expect(lineAfter(source, 'enabled')).toBe('value: enabled');
  });

  it.each([
    '[{"op": "add", "path": "/spec/template/metadata/annotations/linkerd.io~1inject", "value": "$0"}]',
    '[\n  {\n    "op": "add",\n    "value": "$0",\n    "path": "/spec/template/metadata/annotations/linkerd.io~1inject"\n  }\n]\n',
  ])('in a JSON Patch in JSON is completed: %s', (source) => {
    expect(labels(source)).toEqual(['enabled', 'disabled', 'ingress']);
  });

  it('at an anchor is what its aliases need', () => {
    const source = 'mesh: &mesh\n  linkerd.io/inject: $0\nkind: Pod\nmetadata:\n  annotations: *mesh\n';
    expect(labels(source)).toEqual(['enabled', 'disabled', 'ingress']);
  });

  it.each([
    'linkerd.io/inject: "enabled"$0',
    'linkerd.io/inject: enabled $0',
    'linkerd.io/inject: enabled # $0',
    'linkerd.io/inject: {{ .Values.mesh$0 }}',
    'linkerd.io/inject: {{ .Val$0',
    'linkerd.io/inject: "{{ .Values.mesh }}$0"',
    'linkerd.io/inject: &mesh$0',
    'linkerd.io/inject: *mesh$0',
    'linkerd.io/inject: !!str$0',
    'linkerd.io/inject: [$0]',
    'team: $0',
    'linkerd.io/unheard-of: $0',
    'config.linkerd.io/proxy-image: $0',
  ])('is not offered here: %s', (typed) => {
    const offered = labels(pod(typed)).filter((label) => label === 'enabled' || label === 'true');
    expect(offered).toEqual([]);
  });
});

describe('a list of ports', () => {
  const SKIP = 'config.linkerd.io/skip-inbound-ports';
  const OPAQUE = 'config.linkerd.io/opaque-ports';

  it('offers the ports of the containers beside it, with their names', () => {
    const found = offers(pod(`${OPAQUE}: "$0"`));
    expect(found.items.slice(0, 3).map(({ label, detail }) => `${label} ${detail}`)).toEqual([
      '8080 http · web',
      '9090 admin · web',
      '7070 sidecar',
    ]);
  });

  it.each([
    [`${OPAQUE}: "8080,$0"`, '9090', `${OPAQUE}: "8080,9090"`],
    [`${OPAQUE}: "80$0,9090"`, '8080', `${OPAQUE}: "8080,9090"`],
    [`${OPAQUE}: "{{ .Values.port }},$0"`, '8080', `${OPAQUE}: "{{ .Values.port }},8080"`],
    [`${OPAQUE}: '25,8$0'`, '8080', `${OPAQUE}: '25,8080'`],
    [`${OPAQUE}: 25,80$0,26`, '8080', `${OPAQUE}: 25,8080,26`],
  ])('is completed part by part: %s', (typed, port, after) => {
    expect(lineAfter(pod(typed), port)).toBe(after);
  });

  it('offers no port that is listed, or that the list beside it takes away', () => {
    expect(labels(pod(`${OPAQUE}: "8080,$0"`))).not.toContain('8080');
    expect(labels(pod(`${OPAQUE}: "8000-8100,$0"`))).not.toContain('8080');
    expect(labels(pod(`${SKIP}: "8080"`, `${OPAQUE}: "$0"`))).not.toContain('8080');
    expect(labels(pod(`${OPAQUE}: "8080"`, `${SKIP}: "$0"`), PROXY_INIT)).not.toContain('8080');
  });

  it('starts from the default list, which it would replace', () => {
    expect(labels(pod(`${OPAQUE}: "$0"`)).at(-1)).toBe('25,587,3306,4444,5432,6379,9300,11211');
    expect(labels(pod(`${OPAQUE}: "25,$0"`)).at(-1)).toBe('7070');
  });

  it('offers the Service’s own ports on a Service', () => {
    const source = `apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    ${OPAQUE}: "$0"\nspec:\n  ports:\n    - {name: db, port: 3306, targetPort: 13306}\n`;
    expect(labels(source)[0]).toBe('3306');
  });

  it.each([
    [
      'brings the proxy’s own ports where linkerd-cni forgets them and the control plane is older than 2.11',
      AFFECTED_BEFORE_211,
      ['4190,4191', '4190,4191,8080', '4190,4191,9090', '4190,4191,7070'],
    ],
    [
      'brings them too where only the control plane is known, for a list with them is never wrong',
      settingsOf({ linkerd: '2.10' }),
      ['4190,4191', '4190,4191,8080', '4190,4191,9090', '4190,4191,7070'],
    ],
    [
      'has nothing to offer where nothing is known of the cluster, because a rule warns of any list',
      UNKNOWN,
      [],
    ],
    ['has nothing to offer where any list breaks tap', AFFECTED, []],
    ['leaves them out where they cost the pod its identity', FIXED_CNI, ['8080', '9090', '7070']],
    ['leaves them out with proxy-init', PROXY_INIT, ['8080', '9090', '7070']],
  ])('%s', (_, settings, expected) => {
    expect(labels(pod(`${SKIP}: "$0"`), settings)).toEqual(expected);
  });

  it('says what skipping a port costs', () => {
    const documentation = (settings: LintSettings) =>
      offer(offers(pod(`${SKIP}: "$0"`), settings), '8080').documentation;
    expect(documentation(PROXY_INIT)).toMatch(/no mTLS.*`opaque-ports`[^\n]*$/);
  });

  it('does not offer the proxy’s control port', () => {
    const source = `kind: Pod\nmetadata:\n  annotations:\n    ${SKIP}: "$0"\nspec:\n  containers: [{name: p, ports: [{containerPort: 4190}, {containerPort: 80}]}]\n`;
    expect(labels(source, PROXY_INIT)).toEqual(['80']);
  });

  it('brings only those of the proxy’s own ports that are not there', () => {
    expect(labels(pod(`${SKIP}: "4191,$0"`), AFFECTED_BEFORE_211)[0]).toBe('4190');
    expect(labels(pod(`${SKIP}: "4190-4191,$0"`), AFFECTED_BEFORE_211)).toEqual(['8080', '9090', '7070']);
    expect(
      labels(pod('config.linkerd.io/control-port: "5190"', `${SKIP}: "$0"`), AFFECTED_BEFORE_211)[0],
    ).toBe('5190,4191');
  });

  it('has nothing to offer for ports elsewhere', () => {
    expect(labels(pod('config.linkerd.io/skip-outbound-ports: "$0"'))).toEqual([]);
  });
});
