import { expect, test } from 'vitest';
import { capabilities, contributes } from '../../../package.json';

test('a workspace that is not trusted cannot have programs run, and no file of it can set that', () => {
  const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
  expect({ supported, restrictedConfigurations }).toEqual({
    supported: 'limited',
    restrictedConfigurations: ['linkerdLint.render'],
  });
  expect(contributes.configuration.properties['linkerdLint.render']).toMatchObject({
    scope: 'machine-overridable',
    default: 'off',
  });
});
