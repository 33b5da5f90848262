import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/kustomize-path-missing.ts';
import { describeBuildRule, WEB } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.8.2 itself was seen to do it.

describeBuildRule(rule, (check) => {
  it('marks a resource, a base, a component and a patch that are not there', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, api.yaml, ../base, base]
#                     ^^^^^^^^ warning kustomize-path-missing: neither a file api.yaml
#                                        ^^^^ warning kustomize-path-missing: neither a file base
components: [tracing]
#            ^^^^^^^ warning kustomize-path-missing: neither a file tracing
patches: [{path: p.yaml}]
#                ^^^^^^ warning kustomize-path-missing: neither a file p.yaml
patchesStrategicMerge: [q.yaml]
#                       ^^^^^^ warning kustomize-path-missing: neither a file q.yaml
${WEB}`);
  });

  it('marks a folder without a kustomization', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, base]
#                     ^^^^ warning kustomize-path-missing: nor a folder with a kustomization
# file: base/api.yaml
kind: ConfigMap
${WEB}`);
  });

  it('marks nothing that is there, whatever its file is called', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, base, other]
patches: [{path: p}]
# file: base/Kustomization
resources: []
# file: other/kustomization.yml
resources: []
# file: p
[]
${WEB}`);
  });

  it('marks no address, and nothing where nothing is about Linkerd', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, "https://example.test/base.yaml", "github.com/a/b//c?ref=v1", "git@example.test:a/b"]
${WEB}`);
    await check(`# file: kustomization.yaml
resources: [web.yaml, api.yaml]
${WEB.replace('linkerd.io/', '')}`);
  });
});
