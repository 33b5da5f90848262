/** The JSON Schema of the configuration file, for completion and validation in editors without our server. */

/** @param {import('./catalogue.mjs').Catalogue} catalogue */
export function configSchema(catalogue) {
  const { settings, configFile, configKeys } = catalogue;
  const environment = Object.fromEntries(
    settings.map((setting) => [setting.name, environmentValue(setting)]),
  );
  const { type, ...root } = closed({ ...environment, ...properties(configKeys, catalogue) });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Linkerd Lint: ${configFile}`,
    type: [type, 'null'],
    ...root,
  };
}

/** @param {readonly import('../../server/src/config/configKeys.ts').ConfigKey[]} keys */
function properties(keys, catalogue) {
  return Object.fromEntries(
    keys.map(({ name, description, value }) => [name, { description, ...valueSchema(value, catalogue) }]),
  );
}

/** @param {import('../../server/src/config/configKeys.ts').ConfigValue} value */
function valueSchema(value, catalogue) {
  switch (value.kind) {
    case 'setting':
      return environmentValue(value.setting);
    case 'switch':
      return { type: 'boolean', default: true };
    case 'rules':
      return rules(catalogue);
    case 'mapping':
      return closed(properties(value.keys, catalogue));
    case 'mappings':
      return {
        type: 'array',
        items: { ...closed(properties(value.keys, catalogue)), required: ['files'] },
      };
    case 'globs':
      return {
        type: ['string', 'array'],
        items: { type: 'string' },
        examples: ['charts/**', '**/*.gen.yaml'],
      };
    case 'path':
      return { type: 'string', examples: ['.linkerd-lint-baseline.json'] };
  }
}

function rules({ pages, levels }) {
  return closed(
    Object.fromEntries(pages.map(({ rule }) => [rule.id, { description: `${rule.summary}.`, enum: levels }])),
  );
}

function closed(properties) {
  return { type: 'object', additionalProperties: false, properties };
}

function environmentValue({ description, choices, pattern, examples }) {
  if (choices) return { description, enum: Object.keys(choices), enumDescriptions: Object.values(choices) };
  // In YAML, 2.18 without quotes is a number, which the file's reader accepts.
  const type = examples.some((example) => /^\d+\.\d+$/.test(example)) ? ['string', 'number'] : 'string';
  return { description, type, pattern, examples: ['auto', ...examples] };
}
