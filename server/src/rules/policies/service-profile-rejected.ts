import * as l10n from '@vscode/l10n';
import type { Rule, RuleContext, RuleFinding } from '../../engine/rule.ts';
import { isValidName } from '../../kubernetes/objectNames.ts';
import { itemsOf, locatedText } from '../../kubernetes/specFields.ts';
import { parseGoDuration } from '../../linkerd/values/goDuration.ts';
import { shorten } from '../../linkerd/values/reading.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import { isScalar, rangeOf, type YamlNode } from '../../yaml/nodes.ts';
import { child, descend, entryOf } from '../../yaml/walkEntries.ts';
import { isProfile, requestCondition, responseCondition } from './profileConditions.ts';
import { resourcesWhose, specsOf } from './resourceSpecs.ts';

/** linkerd2 `pkg/profiles/profiles.go` Validate: the webhook that validates ServiceProfiles. */
export default {
  id: 'service-profile-rejected',
  summary: 'A ServiceProfile that Linkerd’s webhook rejects',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
  query: resourcesWhose(isProfile),
  *check(context: RuleContext) {
    const { document } = context;
    for (const { spec, resource } of specsOf(context, isProfile)) {
      yield* profileName(document, descend(resource.node, ['metadata', 'name']));
      for (const route of itemsOf(document, child(spec, 'routes'))) yield* checkRoute(document, route);
      yield* budget(document, child(spec, 'retryBudget'));
      yield* opaquePorts(spec);
    }
  },
} satisfies Rule;

/** Reports a name that is not a host name. Another tool's variable can have any value. */
function* profileName(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  const name = locatedText(document, node, 'string');
  if (!name?.text || /[$<>{}]/.test(name.text) || isValidName('subdomain', name.text)) return;
  yield {
    range: name.range,
    message: l10n.t(
      '“{0}” is not a host name of lowercase letters, digits, hyphens and dots: Linkerd’s webhook rejects this ServiceProfile.',
      shorten(name.text),
    ),
  };
}

function* checkRoute(document: YamlDocument, route: YamlNode): Iterable<RuleFinding> {
  const name = locatedText(document, child(route, 'name'), 'string');
  if (name?.text === '')
    yield {
      range: name.range,
      message: l10n.t('A route needs a name: Linkerd’s webhook rejects this ServiceProfile.'),
    };
  yield* duration(document, child(route, 'timeout'));
  yield* requestCondition(document, entryOf(route, 'condition'));
  for (const responses of itemsOf(document, child(route, 'responseClasses')))
    yield* responseCondition(document, entryOf(responses, 'condition'));
}

/** Go's `time.ParseDuration`. The schema reports a number instead of a text. */
function* duration(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  const value = locatedText(document, node, 'string');
  if (!value?.text || parseGoDuration(value.text) !== undefined) return;
  yield {
    range: value.range,
    message: l10n.t(
      '“{0}” is not a duration such as 500ms, 10s or 1m30s: Linkerd’s webhook rejects this ServiceProfile.',
      shorten(value.text),
    ),
  };
}

function* budget(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  yield* duration(document, child(node, 'ttl'));
  const ttl = locatedText(document, child(node, 'ttl'), 'string');
  if (ttl?.text === '')
    yield {
      range: ttl.range,
      message: l10n.t('A retry budget needs a ttl: Linkerd’s webhook rejects this ServiceProfile.'),
    };
  for (const key of ['retryRatio', 'minRetriesPerSecond']) {
    const value = locatedText(document, child(node, key), 'number');
    if (!value || Number(value.text) >= 0) continue;
    yield {
      range: value.range,
      message: l10n.t('{0} cannot be negative: Linkerd’s webhook rejects this ServiceProfile.', key),
    };
  }
}

/**
 * The CRD requires a list and the webhook's Go type an object (`serviceprofile/v1alpha2/types.go`
 * ServiceProfileSpec). The schema reports a scalar.
 */
function* opaquePorts(spec: YamlNode): Iterable<RuleFinding> {
  const entry = entryOf(spec, 'opaquePorts');
  if (!entry?.value || isScalar(entry.value)) return;
  yield {
    range: rangeOf(entry.key),
    message: l10n.t(
      'The CRD requires a list here and Linkerd’s webhook an object, so one of them rejects it. Use the annotation config.linkerd.io/opaque-ports on the Service.',
    ),
  };
}
