import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/resource-declared-twice.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const server = (name: string, port: string, mark = '', { namespace = 'shop', group = 'policy' } = {}) => `
apiVersion: ${group}.linkerd.io/v1beta3
kind: Server
metadata:
  name: ${name}
${mark}  namespace: ${namespace}
spec: {port: ${port}, podSelector: {matchLabels: {app: web}}}
`;
  const MARK = '#       ^^^ warning resource-declared-twice: Server web is declared twice\n';

  it('marks one of two that a file holds, once', () => {
    check(`${server('web', '80')}---${server('web', '81', MARK)}`);
  });

  it('marks each that is one too many', () => {
    check(`${server('web', '80')}---${server('web', '81', MARK)}---${server('web', '82', MARK)}`);
  });

  it('compares the files of a kustomization', () => {
    check(`# file: kustomization.yaml
kind: Kustomization
resources: [a.yaml, b.yaml]
# file: a.yaml${server('web', '81')}# file: b.yaml${server('web', '80', MARK)}`);
  });

  it('takes files that nothing applies together for alternatives', () => {
    check(`# file: a.yaml${server('web', '80')}# file: b.yaml${server('web', '81')}`);
    check(`# file: dev/a.yaml${server('web', '80')}# file: prod/a.yaml${server('web', '81')}`);
  });

  it('is silent about another name, namespace, group or kind', () => {
    check(`${server('web', '80')}---${server('api', '81')}`);
    check(`${server('web', '80')}---${server('web', '81', '', { namespace: 'other' })}`);
    const route = (group: string, path: string) =>
      `apiVersion: ${group}\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {parentRefs: [{kind: Service, group: core, name: web, port: ${path}}]}\n`;
    check(`${route('policy.linkerd.io/v1beta3', '80')}---\n${route('gateway.networking.k8s.io/v1', '81')}`);
  });

  it('is silent where a template decides which of the two there is', () => {
    check(`{{- if .Values.a }}${server('web', '80')}{{- else }}\n---${server('web', '81')}{{- end }}\n`);
    check(`${server('{{ .Values.name }}', '80')}---${server('{{ .Values.name }}', '81')}`);
  });

  it('is silent about copies, and about a repository without Linkerd', () => {
    check(`${server('web', '80')}---${server('web', '80')}`);
    const pod = (image: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: ${image}}}\nspec: {containers: [{name: a, image: a}]}\n`;
    check(`${pod('a')}---\n${pod('b')}`);
  });
});
