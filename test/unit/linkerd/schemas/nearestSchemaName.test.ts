import { describe, expect, it } from 'vitest';
import { nearestSchemaName } from '../../../../server/src/linkerd/schemas/nearestSchemaName.ts';

describe('nearestName', () => {
  it.each([
    ['podSelectr', ['port', 'podSelector', 'proxyProtocol'], 'podSelector'],
    ['path_regex', ['pathRegex', 'method'], 'pathRegex'],
    ['proxyprotocol', ['port', 'proxyProtocol'], 'proxyProtocol'],
    ['clients', ['server', 'client'], 'client'],
    ['Denny', ['Allow', 'Deny'], 'Deny'],
  ])('takes %s for one of %j', (written, names, meant) => {
    expect(nearestSchemaName(written, names)).toBe(meant);
  });

  it.each([
    ['requiredRoutes', ['server', 'client']],
    ['ab', ['ac', 'b']],
    ['mat', ['cat', 'bat']],
    ['matchLabel', ['matchLabels', 'match_labels']],
  ])('does not guess what %s is among %j', (written, names) => {
    expect(nearestSchemaName(written, names)).toBeUndefined();
  });
});
