import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext } from '../../engine/rule.ts';
import { locatedText, textOf } from '../../kubernetes/specFields.ts';
import { descend } from '../../yaml/walkEntries.ts';
import { isProfile } from './profileConditions.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/**
 * The destination controller looks up a profile by the full name of the Service (linkerd2
 * `controller/api/destination/server.go`).
 */
export default {
  id: 'service-profile-name-unmatched',
  summary: 'A ServiceProfile whose name is not a full host name, so no client uses it',
  level: 'warning',
  fixable: undefined,
  since: '0.2.0',
  query: resourcesWhose(isProfile),
  *check(context: RuleContext) {
    for (const { resource } of specsOf(context, isProfile)) {
      const name = locatedText(context.document, descend(resource.node, ['metadata', 'name']));
      if (!name || context.isPatch) continue;
      const namespace = textOf(context.document, descend(resource.node, ['metadata', 'namespace']));
      const short = shortName(name.text, namespace);
      if (short === undefined) continue;
      yield {
        range: name.range,
        message: l10n.t(
          'Clients look up a ServiceProfile by the Service’s full name, so they do not use this one. Write {0}.',
          `${short}.svc.cluster.local`,
        ),
      };
    }
  },
} satisfies Rule;

/**
 * The Service and namespace of a name that is too short. Hosts outside the cluster also have dots, and a variable can
 * be any name.
 */
function shortName(name: string, namespace: string | undefined): string | undefined {
  const { service, inside, svc } =
    /^(?<service>[a-z0-9-]+)(?:\.(?<inside>[a-z0-9-]+)(?<svc>\.svc)?)?$/.exec(name)?.groups ?? {};
  if (service === undefined) return undefined;
  if (inside === undefined) return `${service}.${namespace ?? '<namespace>'}`;
  return svc !== undefined || inside === namespace ? `${service}.${inside}` : undefined;
}
