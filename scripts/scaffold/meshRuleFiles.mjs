/**
 * The first contents of a new rule of the mesh. It reports a Server of one name that is beside another Server, so that its
 * page and its test pass at once.
 */
import { metadataSource, pageWith, wrongWord } from './ruleFiles.mjs';

/** The rule itself. */
export function meshRuleSource(id, since) {
  return `import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { describeResource } from './describe.ts';

/** TODO: where Linkerd's source decides this, file and function. */
export default {
${metadataSource(id, since)}
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    if (server.facts.id.name !== '${wrongWord(id)}') return;
    // TODO: use a join of server/src/mesh, or add one.
    const others = mesh.select('Server', server.namespace, (other) => (other === server ? 'no' : 'yes'));
    for (const other of others.matches)
      yield {
        at: ['metadata', 'name'],
        message: l10n.t('TODO: what is wrong with {0}, what happens, what to do.', describeResource(server)),
        related: [
          { resource: other, at: ['metadata', 'name'], message: l10n.t('TODO: what this one says.') },
        ],
      };
  },
} satisfies MeshRule<'Server'>;
`;
}

const server = (name) => `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  name: ${name}
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: ${name}
  port: 8080
`;

/** The page beside it. */
export function meshPageSource(id) {
  const files = (name) => `# file: web.yaml
${server('web')}# file: other.yaml
${server(name)}`;
  return pageWith(files(wrongWord(id)), files('api'));
}

/** Its test. */
export function meshTestSource(id) {
  const name = wrongWord(id);
  return `import { it } from 'vitest';
import rule from '../../../../server/src/rules/mesh/${id}.ts';
import { describeMeshRule } from '../../../support/checkMesh.ts';

describeMeshRule(rule, ({ check }) => {
  const server = (name: string, mark = '') => \`# file: \${name}.yaml
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  name: \${name}
\${mark}  namespace: shop
spec: {port: 8080, podSelector: {matchLabels: {app: \${name}}}}
\`;

  it('marks the one that is wrong beside another', () => {
    check(server('web') + server('${name}', '#       ${'^'.repeat(name.length)} warning ${id}\\n'));
  });

  it('is silent without another, and about one that is right', () => {
    check(server('${name}'));
    check(server('web') + server('api'));
  });
});
`;
}
