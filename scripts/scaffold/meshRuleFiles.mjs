/**
 * The first contents of a new rule of the mesh. It reports a Server of one name that is beside another Server, so that its
 * page and its test pass at once.
 */

/** The only name that the new rule reports, so that it affects no other test and no other new rule. */
const wrongName = (id) => `TODO-${id}`;

/** The rule itself. */
export function meshRuleSource(id, since) {
  return `import * as l10n from '@vscode/l10n';
import type { MeshRule } from '../../engine/meshRule.ts';
import type { Applied } from '../../mesh/appliedResource.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { describeResource } from './describe.ts';

/** TODO: where Linkerd's source decides this, file and function. */
export default {
  id: '${id}',
  summary: 'TODO: what it finds, in one line',
  level: 'warning',
  fixable: undefined,
  since: '${since}',
  subjects: ['Server'],
  *check(server: Applied<'Server'>, mesh: Mesh) {
    if (server.facts.id.name !== '${wrongName(id)}') return;
    // TODO: ask one of the queries in server/src/mesh, or add one.
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

const server = (name, port) => `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  name: ${name}
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: ${name}
  port: ${port}
`;

/** The page beside it. */
export function meshPageSource(id) {
  return `TODO: what is wrong, and why it matters.

## Wrong

\`\`\`yaml
# file: web.yaml
${server('web', 8080)}# file: other.yaml
${server(wrongName(id), 8080)}\`\`\`

## Right

\`\`\`yaml
# file: web.yaml
${server('web', 8080)}# file: other.yaml
${server('api', 8080)}\`\`\`

## How Linkerd behaves

TODO: file and function of the source that decides it.

## Affected versions

TODO: since which release, up to which.

## When to ignore this rule

TODO: who may leave it as it is.
`;
}

/** Its test. */
export function meshTestSource(id) {
  const name = wrongName(id);
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
