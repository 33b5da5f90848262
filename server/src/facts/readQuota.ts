import type { Fields } from './fields.ts';
import type { OwnFacts } from './readPolicy.ts';

/** Reads a ResourceQuota. */
export function readQuota(root: Fields): OwnFacts<'ResourceQuota'> {
  const spec = root.at('spec');
  const scopes = spec.at('scopes');
  return {
    type: 'ResourceQuota',
    hard: spec.at('hard').strings(),
    isScoped: scopes.exists === false ? spec.at('scopeSelector').exists : scopes.exists,
  };
}

/** Reads a LimitRange. */
export function readLimitRange(root: Fields): OwnFacts<'LimitRange'> {
  const { items, isComplete } = root.at('spec').at('limits').items();
  return {
    type: 'LimitRange',
    limits: {
      isComplete,
      items: items.map((limit) => ({
        type: limit.at('type').text(),
        defaults: limit.at('default').strings(),
        defaultRequests: limit.at('defaultRequest').strings(),
        max: limit.at('max').strings(),
      })),
    },
  };
}
