import { expect, it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/route-port-unknown.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';
import { UNKNOWN } from '../../../support/lint.ts';
import { lintMesh, readFiles } from '../../../support/lintMesh.ts';

describeMeshRule(rule, ({ check, checkFix }) => {
  const services = (ports: string) => `
# file: services.yaml
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: ${ports}}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 81, targetPort: 9090}, {port: 82}]}
`;
  const route = (parent: string, backend = '') => `# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - group: core
    kind: Service
    name: web
    ${parent}
  rules:
  - backendRefs:
    - name: api
      ${backend}
`;

  it('marks a port of a parent that its Service does not have', () => {
    check(
      services('[{port: 80}, {port: 443}]') +
        route('port: 90\n#         ^^ error route-port-unknown: has no port 90', 'port: 81'),
    );
  });

  it('says when it is the targetPort', () => {
    check(
      services('[{port: 80, targetPort: 8080}, {port: 443}]') +
        route('port: 8080\n#         ^^^^ error route-port-unknown suggestion: Write 80', 'port: 81'),
    );
  });

  it('marks a port of a backend that neither its Service nor its pods have', () => {
    const pod = (ports: string) => `# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: api, image: api, ports: ${ports}}]}
`;
    const backend = (port: string, mark = '') =>
      services('[{port: 80}]') + route('port: 80', `port: ${port}${mark}`);
    const mark = '\n#           ^^^^ error route-port-unknown: port 8081 of its pods';
    check(backend('8081', mark) + pod('[{containerPort: 8082}]'));
    check(backend('8081') + pod('[{containerPort: 8081}]'));
    check(backend('9090') + pod('[{containerPort: 8082}]'));
    check(backend('81') + pod('[{containerPort: 8082}]'));
    check(backend('8081'));
  });

  it('is silent about ports that may be there', () => {
    check(services('[{port: 80}]') + route('port: 80', 'port: 82'));
    check(services('[{port: "{{ .Values.port }}"}]') + route('port: 81', 'port: 82'));
    check(services('[]') + route('port: 81', 'port: 82'));
    check(route('port: 81', 'port: 83'));
    check(services('[{port: 80, targetPort: http}]') + route('sectionName: http', 'port: 82'));
  });

  it('writes the port that leads to the targetPort, or the only one', () => {
    checkFix(
      services('[{port: 80, targetPort: 8080}, {port: 81}]') + route('port: 8080 # of the pods', 'port: 81'),
      'Change to “80”',
      services('[{port: 80, targetPort: 8080}, {port: 81}]') + route('port: 80 # of the pods', 'port: 81'),
    );
    checkFix(
      services('[{port: 80}]') + route('port: 8000', 'port: 81'),
      'Change to “80”',
      services('[{port: 80}]') + route('port: 80', 'port: 81'),
    );
  });

  it('marks the port of a backend once, whatever the number of parents', () => {
    check(`${services('[{port: 80}]')}# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - {group: core, kind: Service, name: web, port: 80}
  - {group: core, kind: Service, name: api, port: 81}
  rules:
  - backendRefs:
    - {name: api, port: 8081}
#                       ^^^^ error route-port-unknown
# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: [{name: api, image: api, ports: [{containerPort: 8082}]}]}
`);
  });

  it('is silent about a backend whose pods may have the port', () => {
    const pods = (
      containers: string,
    ) => `${services('[{port: 80}]')}${route('port: 80', 'port: 8081')}# file: pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
spec: {containers: ${containers}}
`;
    for (const containers of [
      '[{name: a, image: a, ports: [{containerPort: 1}]}, {name: b, image: b, ports: [{containerPort: 8081}]}]',
      '[{name: a, image: a, ports: [{containerPort: "{{ .Values.port }}"}]}]',
      '[{name: a, image: a, ports: "{{ .Values.ports }}"}]',
      '"{{ .Values.containers }}"',
    ])
      check(pods(containers));
  });

  const backends = (parents: string, mark: string) => `# file: route.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
${parents}  rules:
  - backendRefs:
    - {name: api, port: 8081}
${mark}`;
  const pod = (name: string, port: string) => `# file: ${name}.yaml
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: api}}
spec: {containers: [{name: api, image: api, ports: ${port}}]}
`;

  it('looks for a backend without a namespace in that of the parent', () => {
    const web = '  - {group: core, kind: Service, name: web, port: 80}\n';
    check(
      services('[{port: 80}]') +
        backends(web, '#                       ^^^^ error route-port-unknown\n') +
        pod('api', '[{containerPort: 8082}]'),
    );
  });

  // Not with `check`: a template in place of the metadata of such a pod hides it.
  const found = (source: string) => [...lintMesh(readFiles(source), UNKNOWN, [rule]).values()].flat();

  it('is silent about a backend if one of its pods, or one of their ports, is the one', () => {
    const route81 = services('[{port: 80}]') + route('port: 80', 'port: 8081');
    const other = pod('other', '[{containerPort: 8081}]');
    expect(found(route81 + pod('api', '[{containerPort: 8082}]'))).toHaveLength(1);
    expect(found(route81 + pod('api', '[{containerPort: 8082}]') + other)).toEqual([]);
    expect(found(route81 + pod('api', '[{containerPort: 8082}, {containerPort: 8081}]'))).toEqual([]);
    const elsewhere = `# file: more/kustomization.yaml\nresources: [other.yaml]\n${other.replace('file: ', 'file: more/')}`;
    expect(found(route81 + pod('api', '[{containerPort: 8082}]') + elsewhere)).toEqual([]);
  });

  it('is silent about a backend without a namespace, if the parents are in several, or may be', () => {
    const web = (rest: string) => `  - {group: core, kind: Service, name: web${rest}}\n`;
    const both = (rest: string, mark = '') =>
      services('[{port: 80}]') +
      backends(web(', port: 80') + web(rest), mark) +
      pod('api', '[{containerPort: 8082}]');
    check(both(', namespace: shop', '#                       ^^^^ error route-port-unknown\n'));
    check(both(', namespace: bank'));
    check(both(', namespace: "{{ .Values.namespace }}"'));
    check(
      both(
        '}\n  - {kind: Server, name: web, namespace: bank',
        '#                       ^^^^ error route-port-unknown\n',
      ),
    );
  });
});
