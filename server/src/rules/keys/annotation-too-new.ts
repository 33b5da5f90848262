import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { annotationsWhose } from '../../engine/ruleQuery.ts';
import { keyRange } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import { isReleaseKnown } from '../../linkerd/environment/environment.ts';
import { isReleaseBefore } from '../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../linkerd/environment/releases.ts';

/** The catalogue has the release that introduced each key. */
export default {
  id: 'annotation-too-new',
  summary: 'An annotation that is newer than the cluster’s version of Linkerd',
  level: 'warning',
  fixable: undefined,
  since: '0.1.0',
  query: annotationsWhose(({ since, status }) => since !== undefined && status !== 'machine'),
  appliesIn: isReleaseKnown,
  *check({ annotations, environment }: RuleContext) {
    const release = parseRelease(environment.linkerd);
    for (const annotation of annotations) {
      const entry = entryFor(annotation.key.value, 'annotation');
      if (!entry?.since || entry.status === 'machine' || annotation.valueKind === 'null') continue;
      if (isReleaseBefore(release, entry.since) !== true) continue;
      yield {
        range: keyRange(annotation),
        message: l10n.t(
          'Linkerd {0} does not know this yet, so it has no effect. It was added in {1}.',
          environment.linkerd,
          entry.since.milestone ?? entry.since.edge,
        ),
      };
    }
  },
} satisfies Rule;
