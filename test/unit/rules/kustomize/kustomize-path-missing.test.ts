import { it } from 'vitest';
import rule from '../../../../server/src/rules/kustomize/kustomize-path-missing.ts';
import { describeBuildRule, WEB } from '../../../support/checkBuilds.ts';

// Each as kustomize 5.8.2 itself was seen to do it.

describeBuildRule(rule, (check) => {
  it('marks a resource, a base, a component and a patch that are not there', async () => {
    await check(`# file: kustomization.yaml
resources: [web.yaml, api.yaml, ../base, base]
#                     ^^^^^^^^ warning kustomize-path-missing: api.yaml is neither
#                                        ^^^^ warning kustomize-path-missing: base is neither
components: [tracing]
#            ^^^^^^^ warning kustomize-path-missing: tracing is not a folder
patches: [{path: p.yaml}]
#                ^^^^^^ warning kustomize-path-missing: The file p.yaml does not exist
patchesStrategicMerge: [q.yaml]
#                       ^^^^^^ warning kustomize-path-missing: The file q.yaml does not exist
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
