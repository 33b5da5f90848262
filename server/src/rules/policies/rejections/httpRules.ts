import * as l10n from '@vscode/l10n';
import type { RuleFinding } from '../../../engine/rule.ts';
import {
  isDefinitelyAbsent,
  itemsOf,
  type LocatedText,
  locatedText,
  textOf,
} from '../../../kubernetes/specFields.ts';
import { isReleaseBefore } from '../../../linkerd/environment/milestones.ts';
import { parseRelease } from '../../../linkerd/environment/releases.ts';
import { fitsFormat } from '../../../linkerd/schemas/limits.ts';
import { parseGoDuration } from '../../../linkerd/values/goDuration.ts';
import { shorten } from '../../../linkerd/values/reading.ts';
import { rustRegexProblem } from '../../../linkerd/values/rustRegex.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import { isMap, rangeOf, type YamlMap, type YamlNode } from '../../../yaml/nodes.ts';
import { child } from '../../../yaml/walkEntries.ts';
import type { Checked } from './rejection.ts';

/** linkerd2 `policy-controller/k8s/index/src/routes/http.rs`: matches and filters of one rule, and Linkerd's own timeouts. */
export function* httpRule(
  document: YamlDocument,
  rule: YamlMap,
  { hasTimeouts }: { readonly hasTimeouts: boolean },
): Iterable<RuleFinding> {
  for (const match of itemsOf(document, child(rule, 'matches'))) {
    yield* path(document, child(match, 'path'));
    for (const key of ['headers', 'queryParams'])
      for (const item of itemsOf(document, child(match, key))) yield* regex(document, item);
  }
  for (const filter of itemsOf(document, child(rule, 'filters')))
    yield* redirectPath(document, child(child(filter, 'requestRedirect'), 'path'));
  if (hasTimeouts) yield* timeouts(document, child(rule, 'timeouts'));
}

/** linkerd2 `policy-controller/k8s/index/src/routes/grpc.rs` try_match. */
export function* grpcMatches({ document, environment }: Checked, rule: YamlMap): Iterable<RuleFinding> {
  const release = parseRelease(environment.linkerd);
  const takesPatterns = release && isReleaseBefore(release, { edge: 'edge-25.2.3' }) !== false;
  for (const match of itemsOf(document, child(rule, 'matches'))) {
    for (const header of itemsOf(document, child(match, 'headers'))) yield* regex(document, header);
    const method = child(match, 'method');
    if (isMap(method) && ['service', 'method'].every((key) => isDefinitelyAbsent(document, method, key)))
      yield {
        range: rangeOf(method),
        message: l10n.t(
          'A match for a gRPC method needs service or method: the API server rejects the route.',
        ),
      };
    const type = child(method, 'type');
    if (takesPatterns || !type || textOf(document, type) !== 'RegularExpression') continue;
    yield {
      range: rangeOf(type),
      message: l10n.t(
        'Linkerd can only match gRPC methods exactly: its webhook rejects a route with RegularExpression here.',
      ),
    };
  }
}

function* path(document: YamlDocument, match: YamlNode | undefined): Iterable<RuleFinding> {
  if (!isMap(match)) return;
  const type = typeOf(document, match, 'PathPrefix');
  const value = locatedText(document, child(match, 'value'));
  if (type === 'RegularExpression') yield* regexOf(value);
  else if (type !== undefined && value?.text !== '') yield* absolute(value);
}

/** Reports a path that does not begin with a slash. */
function* absolute(path: LocatedText | undefined): Iterable<RuleFinding> {
  if (!path || path.text.startsWith('/')) return;
  yield {
    range: path.range,
    message: l10n.t(
      'A path begins with /, and “{0}” does not: Linkerd’s webhook rejects the route.',
      shorten(path.text),
    ),
  };
}

/** The type of a match; undefined if it is not certain. */
function typeOf(document: YamlDocument, match: YamlMap, standard: string): string | undefined {
  return isDefinitelyAbsent(document, match, 'type') ? standard : textOf(document, child(match, 'type'));
}

function* regex(document: YamlDocument, match: YamlMap): Iterable<RuleFinding> {
  if (typeOf(document, match, 'Exact') === 'RegularExpression')
    yield* regexOf(locatedText(document, child(match, 'value')));
}

function* regexOf(value: LocatedText | undefined): Iterable<RuleFinding> {
  if (!value) return;
  const problem = rustRegexProblem(value.text);
  if (problem === undefined) return;
  yield {
    range: value.range,
    message: l10n.t('{0} Linkerd’s webhook rejects the route.', problem),
  };
}

function* redirectPath(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  const value = child(node, 'replaceFullPath') ?? child(node, 'replacePrefixMatch');
  yield* absolute(locatedText(document, value, 'string'));
}

function* timeouts(document: YamlDocument, node: YamlNode | undefined): Iterable<RuleFinding> {
  const request = yield* timeout(document, child(node, 'request'));
  const backendRequest = yield* timeout(document, child(node, 'backendRequest'));
  const backend = child(node, 'backendRequest');
  if (request === undefined || backendRequest === undefined || backendRequest <= request || !backend) return;
  yield {
    range: rangeOf(backend),
    message: l10n.t(
      'backendRequest is one attempt and may not take longer than the whole request: Linkerd’s webhook rejects the route.',
    ),
  };
}

/**
 * The same in the Gateway API: a rule of the CRD (kubernetes-sigs/gateway-api `apis/v1/httproute_types.go`
 * HTTPRouteTimeouts), in which a request of 0s has no limit. The schema reports values that are not durations.
 */
export function* gatewayTimeouts(document: YamlDocument, rule: YamlMap): Iterable<RuleFinding> {
  const node = child(rule, 'timeouts');
  const backend = child(node, 'backendRequest');
  const request = parseGoDuration(textOf(document, child(node, 'request')) ?? '');
  const backendRequest = parseGoDuration(textOf(document, backend) ?? '');
  if (!backend || !request || backendRequest === undefined || backendRequest <= request) return;
  yield {
    range: rangeOf(backend),
    message: l10n.t(
      'backendRequest is one attempt and may not take longer than the whole request: the API server rejects the route.',
    ),
  };
}

/**
 * Nanoseconds; undefined for a value that is rejected or not certain. The schema reports what the API server rejects.
 */
function* timeout(
  document: YamlDocument,
  node: YamlNode | undefined,
): Generator<RuleFinding, bigint | undefined> {
  const value = locatedText(document, node, 'string');
  if (!value) return undefined;
  const { text, range } = value;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds !== undefined && nanoseconds >= 0n) return nanoseconds;
  if (!fitsFormat(text, 'duration')) return undefined;
  yield {
    range,
    message:
      nanoseconds === undefined
        ? l10n.t(
            '“{0}” is not a duration such as 10s or 1m30s: Linkerd’s webhook rejects the route.',
            shorten(text),
          )
        : l10n.t('A timeout cannot be negative: Linkerd’s webhook rejects the route.'),
  };
  return undefined;
}
