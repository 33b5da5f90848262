import { describe, expect, test } from 'vitest';
import { TestRepository } from '../../support/navigate.ts';
import { SHOP } from './shop.ts';

const shop = (change: (text: string) => string = (text) => text) => TestRepository.read(change(SHOP));

describe('a resource, with everything that refers to it', () => {
  const renamed = [
    "policy.yaml:12 targetRef: {group: policy.linkerd.io, kind: Server, name: 'main'}",
    'policy.yaml:3 metadata: {name: "main", namespace: shop}',
  ];

  test.each([
    ['its name', '"web-http'],
    ['a reference to it', "web-http'"],
  ])('from %s', async (_, text) => {
    const repository = await shop();
    expect(repository.prepareRename('policy.yaml', text)).toBe('web-http');
    expect(await repository.rename('policy.yaml', text, 'main')).toEqual(renamed);
  });

  test('a Service, in the name of its ServiceProfile and in an Ingress too', async () => {
    const service = [
      'others.yaml:4 spec: {defaultBackend: {service: {name: shop-web, port: {number: 80}}}}',
      'route.yaml:10 metadata: {name: shop-web.shop.svc.cluster.local, namespace: shop}',
      'route.yaml:5 parentRefs: [{group: core, kind: Service, name: shop-web, port: 80}]',
      'route.yaml:6 rules: [{backendRefs: [{name: shop-web, port: 80}]}]',
      'web.yaml:21 metadata: {name: shop-web, namespace: shop}',
    ];
    const repository = await shop();
    expect(await repository.rename('route.yaml', 'web, port: 80}]\n', 'shop-web')).toEqual(service);
    expect(repository.prepareRename('route.yaml', 'web.shop.svc')).toBe('web');
    expect(await repository.rename('route.yaml', 'web.shop.svc', 'shop-web')).toEqual(service);
  });

  test('a Service, in the overrides of ServiceProfiles', async () => {
    const repository = await shop((text) =>
      text.replace(
        'spec: {routes: []}',
        'spec: {dstOverrides: [{authority: "web.shop.svc.cluster.local:80"}, {authority: "web.other.svc.cluster.local:80"}]}',
      ),
    );
    expect(
      await repository.rename('web.yaml', 'web, namespace: shop}\nspec:\n  selector', 'shop-web'),
    ).toContain(
      'route.yaml:11 spec: {dstOverrides: [{authority: "shop-web.shop.svc.cluster.local:80"}, {authority: "web.other.svc.cluster.local:80"}]}',
    );
  });

  test('a Service, in host names that certainly mean it', async () => {
    const values = [
      'http://web:80/x',
      'web.shop.svc:80',
      'amqp://me@web.shop/',
      'web:80',
      'http://web.other/',
      'https://my-web.shop.svc',
      'web',
      'https://web.example.com/',
      'proxy_pass http://web; to http://web.shop',
    ];
    const client = `  # file: client.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: client, namespace: shop}
  spec:
    template:
      spec:
        containers:
          - name: client
            image: web:80
            args: [--at=web.shop.svc.cluster.local]
            env:
${values.map((value, index) => `              - {name: V${index}, value: "${value}"}`).join('\n')}
`;
    const repository = await shop((text) => text + client);
    const edits = await repository.rename('web.yaml', 'web, namespace: shop}\nspec:\n  selector', 'api');
    expect((edits as string[]).filter((edit) => edit.startsWith('client'))).toEqual([
      'client.yaml:10 args: [--at=api.shop.svc.cluster.local]',
      'client.yaml:12 - {name: V0, value: "http://api:80/x"}',
      'client.yaml:13 - {name: V1, value: "api.shop.svc:80"}',
      'client.yaml:14 - {name: V2, value: "amqp://me@api.shop/"}',
      'client.yaml:15 - {name: V3, value: "api:80"}',
      'client.yaml:20 - {name: V8, value: "proxy_pass http://api; to http://api.shop"}',
    ]);
  });

  test('a Deployment, in what scales it', async () => {
    const repository = await shop();
    expect(await repository.rename('web.yaml', 'web, namespace', 'shop-web')).toEqual([
      'others.yaml:9 spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop-web}}',
      'web.yaml:3 metadata: {name: shop-web, namespace: shop}',
    ]);
  });

  test('a ServiceAccount, in its own namespace only', async () => {
    const repository = await shop();
    expect(await repository.rename('web.yaml', 'web\n      containers', 'browser')).toEqual([
      'others.yaml:14 subjects: [{kind: ServiceAccount, name: browser, namespace: shop}, {kind: ServiceAccount, name: web}]',
      'policy.yaml:13 requiredAuthenticationRefs: [{kind: ServiceAccount, name: browser}]',
      'web.yaml:10 serviceAccountName: browser',
      'web.yaml:28 metadata: {name: browser, namespace: shop}',
    ]);
  });
});

describe('the port of a container, with everything that names it', () => {
  const renamed = [
    'policy.yaml:6 port: api',
    'web.yaml:15 - {name: api, containerPort: 8080}',
    'web.yaml:17 readinessProbe: {httpGet: {port: api, path: /}}',
    'web.yaml:24 ports: [{port: 80, targetPort: api}]',
    'web.yaml:8 annotations: {config.linkerd.io/opaque-ports: "api,3306"}',
  ];

  test.each([
    ['its name', 'web.yaml', 'http, containerPort'],
    ["a Server's port", 'policy.yaml', 'http\n---'],
    ["a Service's target port", 'web.yaml', 'http}]'],
    ['a probe', 'web.yaml', 'http, path'],
  ])('from %s', async (_, path, text) => {
    const repository = await shop();
    expect(await repository.rename(path, text, 'api')).toEqual(renamed);
  });

  test('other pods behind the same Service too, so that its target port leads to both', async () => {
    const second = `
  # file: canary.yaml
  apiVersion: v1
  kind: Pod
  metadata: {name: canary, namespace: shop, labels: {app: web}}
  spec: {containers: [{name: web, image: web, ports: [{name: http, containerPort: 8081}]}]}
`;
    const repository = await shop((text) => text + second.slice(1));
    expect(await repository.rename('web.yaml', 'http, containerPort', 'api')).toEqual([
      'canary.yaml:4 spec: {containers: [{name: web, image: web, ports: [{name: api, containerPort: 8081}]}]}',
      ...renamed,
    ]);
  });
});

describe('is refused, with nothing changed', () => {
  test.each([
    ['a name of upper case', 'policy.yaml', '"web-http', 'Web', '“Web” is not a valid name. '],
    [
      'a Service that begins with a digit',
      'route.yaml',
      'web, port',
      '2web',
      '“2web” is not a valid name for a Service.',
    ],
    [
      'a port of 16 characters',
      'web.yaml',
      'http, con',
      'abcdefghijklmnop',
      '“abcdefghijklmnop” is not a valid name for a port.',
    ],
    [
      'a name that is there',
      'policy.yaml',
      '"web-http',
      'web-metrics',
      'Server web-metrics already exists in that namespace, in policy.yaml.',
    ],
    [
      'a port that is there',
      'web.yaml',
      'http, con',
      'metrics',
      'Deployment web already has a port named metrics.',
    ],
    ['a port number', 'web.yaml', '8080', 'api', 'This is a port number.'],
    ['the namespace in a host name', 'route.yaml', 'shop.svc', 'api', 'Nothing here can be renamed.'],
    ['any other place', 'web.yaml', 'Deployment', 'api', 'Nothing here can be renamed.'],
  ])('%s', async (_, path, text, newName, refusal) => {
    const repository = await shop();
    expect(await repository.rename(path, text, newName)).toMatch(refusal);
  });

  test('a reference to nothing', async () => {
    const repository = await shop((text) => text.replace("'web-http'", 'web-htp'));
    expect(repository.prepareRename('policy.yaml', 'web-htp')).toBe(
      'There is nothing to rename: it is not certain that any resource here has this name.',
    );
  });

  test('a name that a template makes', async () => {
    const repository = await shop((text) => text.replace('"web-http"', '{{ .Values.name }}'));
    expect(repository.prepareRename('policy.yaml', '{{ .Values')).toMatch('A template makes this name.');
  });

  test('a name with a prefix of a kustomization', async () => {
    const repository = await shop(
      (text) =>
        `${text}  # file: kustomization.yaml\n  namePrefix: dev-\n  resources: [web.yaml, policy.yaml]\n`,
    );
    expect(repository.prepareRename('policy.yaml', '"web-http')).toMatch('A kustomization changes this name');
  });

  test('a resource that a patch is for', async () => {
    const patch = `  # file: kustomization.yaml
  resources: [web.yaml, policy.yaml]
  patches: [{target: {kind: Server, name: web-http}, patch: '[{op: remove, path: /spec/accessPolicy}]'}]
`;
    const repository = await shop((text) => text + patch);
    expect(repository.prepareRename('policy.yaml', '"web-http')).toMatch(
      'A kustomization has a patch for Server web-http.',
    );
  });

  test('a patch of something else that makes it refer to it', async () => {
    const patch = `  # file: kustomization.yaml
  resources: [web.yaml, policy.yaml]
  patches: [{path: strict.yaml}]
  # file: strict.yaml
  apiVersion: policy.linkerd.io/v1alpha1
  kind: AuthorizationPolicy
  metadata: {name: web-clients, namespace: shop}
  spec: {targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}}
`;
    const repository = await shop((text) => text.replace("name: 'web-http'", 'name: web-metrics') + patch);
    expect(await repository.rename('policy.yaml', '"web-http', 'main')).toMatch(
      'strict.yaml:4 may refer to it too',
    );
  });

  test.each([
    ['a merge', 'targetRef: {group: policy.linkerd.io, kind: Server, name: web-http}'],
    ['a JSON Patch', '[{op: replace, path: /spec/targetRef/name, value: web-http}]'],
    ['a JSON Patch of more', '[{op: add, path: /spec/targetRef, value: {kind: Server, name: web-http}}]'],
  ])('an inline patch, %s, that makes something else refer to it', async (_, change) => {
    const inner = change.startsWith('[')
      ? change
      : `{apiVersion: policy.linkerd.io/v1alpha1, kind: AuthorizationPolicy, metadata: {name: web-clients}, spec: {${change}}}`;
    const patch = `  # file: kustomization.yaml
  resources: [web.yaml, policy.yaml]
  patches:
    - target: {kind: AuthorizationPolicy}
      patch: |-
        ${inner}
`;
    const repository = await shop((text) => text.replace("name: 'web-http'", 'name: web-metrics') + patch);
    expect(await repository.rename('policy.yaml', '"web-http', 'main')).toMatch(
      'kustomization.yaml:4 may refer to it too, but that is not certain, so nothing was renamed.',
    );
  });

  test('a host name in a namespace that a template makes', async () => {
    const client = `  # file: client.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: client, namespace: shop}
  data: {url: "http://web.{{ .Values.namespace }}.svc"}
`;
    const repository = await shop((text) => text + client);
    expect(await repository.rename('web.yaml', 'web, namespace: shop}\nspec:\n  selector', 'api')).toMatch(
      'client.yaml:4 may refer to it too',
    );
  });

  test.each([
    ['a PodMonitor', 'podMetricsEndpoints: [{port: http}], selector: {matchLabels: {app: web}}', true],
    ['a ServiceMonitor', 'endpoints: [{targetPort: http}], selector: {}', true],
    [
      'a PodMonitor of other pods',
      'podMetricsEndpoints: [{port: http}], selector: {matchLabels: {app: api}}',
      false,
    ],
  ])('a port that %s may name', async (what, spec, isRefused) => {
    const monitor = `  # file: monitor.yaml
  apiVersion: monitoring.coreos.com/v1
  kind: ${what.split(' ')[1]}
  metadata: {name: web, namespace: shop}
  spec: {${spec}}
`;
    const repository = await shop((text) => text + monitor);
    const result = await repository.rename('web.yaml', 'http, containerPort', 'api');
    if (isRefused) expect(result).toMatch('monitor.yaml:4 may refer to it too');
    else expect(result).toContainEqual(expect.stringContaining('{name: api, containerPort: 8080}'));
  });

  test('a resource that is declared twice', async () => {
    const repository = await shop((text) => text.replace('name: web-metrics', 'name: web-http'));
    expect(await repository.rename('policy.yaml', '"web-http', 'main')).toMatch(
      'Server web-http is declared a second time, in policy.yaml, ',
    );
  });

  test('a reference under a condition of a template', async () => {
    const repository = await shop((text) =>
      text.replace(
        "    targetRef: {group: policy.linkerd.io, kind: Server, name: 'web-http'}\n",
        "    {{- if .Values.strict }}\n    targetRef: {group: policy.linkerd.io, kind: Server, name: 'web-http'}\n    {{- end }}\n",
      ),
    );
    expect(await repository.rename('policy.yaml', '"web-http', 'main')).toMatch(
      'policy.yaml:13 may refer to it too, but that is not certain, so nothing was renamed.',
    );
  });

  test('a name behind an anchor', async () => {
    const repository = await shop((text) => text.replace("name: 'web-http'", "name: &server 'web-http'"));
    expect(await repository.rename('policy.yaml', '"web-http', 'main')).toMatch(
      'policy.yaml:12 has this name in a form that cannot be edited',
    );
  });

  test('a port that a Service may mean whose selector a template makes', async () => {
    const repository = await shop((text) =>
      text.replace('selector: {app: web}', 'selector: {app: {{ .Values.app }}}'),
    );
    expect(await repository.rename('web.yaml', 'http, containerPort', 'api')).toMatch(
      'Service web in web.yaml may refer to this port too, but that is not certain, so nothing was renamed.',
    );
  });
});

test('the same name changes nothing', async () => {
  expect(await (await shop()).rename('policy.yaml', '"web-http', 'web-http')).toEqual([]);
});

test('a copy for another cluster keeps its name', async () => {
  const repository = await TestRepository.read(`
    # file: east/server.yaml
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: web, namespace: shop}
    spec: {podSelector: {}, port: 8080}
    # file: west/server.yaml
    apiVersion: policy.linkerd.io/v1beta3
    kind: Server
    metadata: {name: web, namespace: shop}
    spec: {podSelector: {}, port: 9090}
  `);
  expect(await repository.rename('east/server.yaml', 'web', 'main')).toEqual([
    'east/server.yaml:3 metadata: {name: main, namespace: shop}',
  ]);
});
