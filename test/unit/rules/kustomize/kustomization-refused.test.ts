import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/kustomization-refused.ts';
import { describeBuildRule, WEB } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.5.0 itself was seen to do it.

describeBuildRule(rule, (check) => {
  it('marks a field that does not exist, in any spelling', async () => {
    await check(`# file: kustomization.yaml
{ resources: [web.yaml], commonAnnotation: { linkerd.io/inject: enabled } }
#                        ^^^^^^^^^^^^^^^^ error kustomization-refused: the field commonAnnotation does not exist
${WEB}`);
    await check(`# file: kustomization.yaml
Resources: [web.yaml]
NamePrefix: a-
${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
vars: []
helmCharts: []
crds: []
${WEB}`);
  });

  it('marks a value of the wrong type', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml]
namespace: 8080
#          ^^^^ error kustomization-refused: wrong type
${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches: web.yaml
#        ^^^^^^^^ error kustomization-refused: wrong type
${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
namespace: "8080"
${WEB}`);
  });

  it('marks a resource that is there twice', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, other.yaml]
#                     ^^^^^^^^^^ error kustomization-refused: Deployment web is defined twice
# file: other.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml, other.yaml]
# file: other.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: other}
${WEB}`);
  });

  it('marks the namespace that makes two of one name', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, other.yaml]
namespace: shop
#          ^^^^ error kustomization-refused: Deployment web is defined twice
# file: other.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: other}
${WEB}`);
  });

  it('marks a file whose document is no resource', async () => {
    for (const text of ['kind: ConfigMap', 'a: b', 'kind: Job\nmetadata: {generateName: a-}'])
      await check(`# file: kustomization.yaml
resources: [web.yaml, other.yaml]
#                     ^^^^^^^^^^ error kustomization-refused: lacks kind or metadata.name
# file: other.yaml
${text}
${WEB}`);
    for (const text of ['kind: PodList', '# nothing', 'kind: List\nitems: []'])
      await check(`# file: kustomization.yaml
resources: [web.yaml, other.yaml]
# file: other.yaml
${text}
${WEB}`);
  });

  it('marks a merge patch without a kind or a name', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target: {kind: Deployment}
    patch: |-
      kind: Deployment
#     ^^^^^^^^^^^^^^^^ error kustomization-refused: lacks kind or metadata.name
      metadata: {annotations: {linkerd.io/inject: disabled}}
${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
patches:
  - target: {kind: Deployment}
    path: p.yaml
#         ^^^^^^ error kustomization-refused: lacks kind or metadata.name
# file: p.yaml
kind: Deployment
metadata: {annotations: {linkerd.io/inject: disabled}}
${WEB}`);
  });

  it('marks a merge patch that brings a mapping with a key twice', async () => {
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\n';
    const annotations = '{linkerd.io/inject: enabled, linkerd.io/inject: disabled}';
    const api = `# file: api.yaml\n${deployment}`;
    await check(`# file: kustomization.yaml
resources: [api.yaml]
patches:
  - path: p.yaml
#         ^^^^^^ error kustomization-refused: the key “linkerd.io/inject” in a mapping that Deployment api does not have
# file: p.yaml
${deployment}spec: {template: {metadata: {annotations: ${annotations}}}}
${api}`);
    await check(`# file: kustomization.yaml
resources: [api.yaml]
patches:
  - patch: |-
      ${deployment.trim().replaceAll('\n', '\n      ')}
      spec: {template: {metadata: {annotations: ${annotations}}}}
#                                               ${'^'.repeat(annotations.length)} error kustomization-refused: repeats the key
${api}`);
    for (const spec of [`metadata: {annotations: {a: b}}`, 'metadata: {annotations: {}}'])
      await check(`# file: kustomization.yaml
resources: [api.yaml]
patches:
  - path: p.yaml
# file: p.yaml
${deployment}spec: {template: {metadata: {annotations: ${annotations}}}}
${api}spec: {template: {${spec}}}
`);
    await check(`# file: kustomization.yaml
resources: [api.yaml]
patches:
  - path: p.yaml
# file: p.yaml
${deployment.replace('}', `, annotations: ${annotations}}`)}
${api}`);
  });

  it('marks a component among the resources, and another kustomization among the components', async () => {
    const inner = (kind: string) => `# file: mesh/kustomization.yaml
${kind}
namePrefix: a-
`;
    await check(`# file: kustomization.yaml
resources: [web.yaml, mesh]
#                     ^^^^ error kustomization-refused: list Components under components
${inner('kind: Component')}${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
components: [mesh]
#            ^^^^ error kustomization-refused: list Components under components
${inner('')}${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml]
components: [mesh]
${inner('kind: Component')}${WEB}`);
  });

  it('marks what is wrong in a base there alone', async () => {
    await check(`# file: prod/kustomization.yaml
resources: [../base]
# file: base/kustomization.yaml
resources: [web.yaml, web.yaml]
#                     ^^^^^^^^ error kustomization-refused: Deployment web is defined twice
${WEB.replace('web.yaml', 'base/web.yaml')}`);
  });

  it('marks nothing where nothing is about Linkerd', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, web.yaml]
${WEB.replace('linkerd.io/', '')}`);
  });
});
