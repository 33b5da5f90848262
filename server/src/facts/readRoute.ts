import type { Fields } from './fields.ts';
import { type Known, type Listing, UNKNOWN } from './known.ts';
import { isClientAnnotation } from './metadataKeys.ts';
import { type OwnFacts, readReference } from './readPolicy.ts';
import type { BackendFacts, RouteMatchFacts, RouteReferenceFacts, RouteRuleFacts } from './resourceFacts.ts';

/** Reads a route of the Gateway API, or Linkerd's own HTTPRoute. */
export function readRoute(root: Fields, version: Known<string | undefined>): OwnFacts<'Route'> {
  const spec = root.at('spec');
  const parents = spec.at('parentRefs').items();
  const rules = spec.at('rules').items();
  return {
    type: 'Route',
    version,
    annotations: root.at('metadata').at('annotations').strings(isClientAnnotation),
    parents: { ...parents, items: parents.items.map(readRouteReference) },
    rules: { ...rules, items: rules.items.map(readRule) },
  };
}

function readRouteReference(reference: Fields): RouteReferenceFacts {
  return {
    ...readReference(reference),
    port: reference.at('port').integer(),
    sectionName: reference.at('sectionName').text(),
  };
}

function readRule(rule: Fields): RouteRuleFacts {
  const [matches, filters, backends] = ['matches', 'filters', 'backendRefs'].map((key) =>
    rule.at(key).items(),
  );
  return {
    matches: { items: (matches?.items ?? []).map(readMatch), isComplete: matches?.isComplete ?? false },
    filters: readFilters(filters),
    backends: {
      items: (backends?.items ?? []).map(readBackend),
      isComplete: backends?.isComplete ?? false,
    },
    requestTimeout: rule.at('timeouts').at('request').text(),
  };
}

function readBackend(backend: Fields): BackendFacts {
  return { ...readRouteReference(backend), filters: readFilters(backend.at('filters').items()) };
}

function readFilters(filters: Listing<Fields> | undefined): BackendFacts['filters'] {
  return {
    items: (filters?.items ?? []).map((filter) => filter.at('type').text()),
    isComplete: filters?.isComplete ?? false,
  };
}

function readMatch(match: Fields): RouteMatchFacts {
  const path = match.at('path');
  const method = match.at('method');
  return {
    pathType: path.at('type').text(),
    path: path.at('value').text(),
    method: method.text(),
    isNarrowed: anyExists(
      match.at('headers'),
      match.at('queryParams'),
      // Of an HTTPRoute it is a word, of a GRPCRoute a mapping.
      ...(typeof method.text() === 'string' ? [] : [method.at('service'), method.at('method')]),
    ),
  };
}

function anyExists(...fields: readonly Fields[]): Known<boolean> {
  const all = fields.map(({ exists }) => exists);
  if (all.includes(true)) return true;
  return all.includes(UNKNOWN) ? UNKNOWN : false;
}
