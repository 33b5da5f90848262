import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import { describe, expect, it } from 'vitest';

const RESOURCES = 'schema/resources';
const CHARTS = 'schema/charts';

function schemasIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names.map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.json'));
}

function read(folder: string, name: string): AnySchema {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as AnySchema;
}

/** The schema that picks the one of a resource; resources that it does not know pass. */
const ajv = new Ajv({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
});
for (const name of schemasIn(RESOURCES))
  if (name !== 'linkerd.json') ajv.addSchema(read(RESOURCES, name), name);
const anyResource = ajv.compile(read(RESOURCES, 'linkerd.json'));
const cni = ajv.compile(read(CHARTS, 'linkerd2-cni.values.json'));

const SERVER = {
  apiVersion: 'policy.linkerd.io/v1beta3',
  kind: 'Server',
  metadata: { name: 'web' },
  spec: { podSelector: { matchLabels: { app: 'web' } }, port: 'http', proxyProtocol: 'HTTP/2' },
};

describe('the JSON Schemas', () => {
  it.each([
    ...schemasIn(RESOURCES).map((name) => [RESOURCES, name]),
    ...schemasIn(CHARTS).map((name) => [CHARTS, name]),
  ])('%s/%s is one, with a title and a description', (folder = '', name = '') => {
    const schema = read(folder, name);
    if (name !== 'linkerd.json') expect(schema).toHaveProperty('description', expect.stringMatching(/\.$/));
    expect(schema).toHaveProperty('title');
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
  });

  it.each([
    ['a Server', SERVER, true],
    ['a Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replica: 1 } }, true],
    ['an unknown field', { ...SERVER, spec: { ...SERVER.spec, protocol: 'HTTP/2' } }, false],
    [
      'a field of a newer version',
      { ...SERVER, apiVersion: 'policy.linkerd.io/v1beta1', spec: { ...SERVER.spec, accessPolicy: 'deny' } },
      false,
    ],
    ['two of a choice', { ...SERVER, spec: { ...SERVER.spec, externalWorkloadSelector: {} } }, false],
    ['a missing field', { ...SERVER, spec: { podSelector: {} } }, false],
    ['a wrong type', { ...SERVER, spec: { ...SERVER.spec, port: true } }, false],
  ])('%s: %o is valid: %s', (_, resource, isValid) => {
    expect(anyResource(resource)).toBe(isValid);
  });

  it.each([
    [{ ignoreInboundPorts: '8080', logLevel: 'debug', resources: {} }, true],
    [{ global: {}, 'x-anchor': {}, tolerations: null }, true],
    [{ ignoreInboundPort: '8080' }, false],
    [{ ignoreInboundPorts: ['8080'] }, false],
    [{ iptablesMode: 'nf' }, false],
  ])('values of linkerd2-cni %o are valid: %s', (values, isValid) => {
    expect(cni(values)).toBe(isValid);
  });
});
