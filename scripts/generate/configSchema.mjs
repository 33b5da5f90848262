/** The JSON Schema of the configuration file, by which editors complete and validate it. */

/** @param {import('./catalogue.mjs').Catalogue} catalogue */
export function configSchema(catalogue) {
  const { settings, detect, configFile } = catalogue;
  const environment = Object.fromEntries(
    settings.map((setting) => [setting.name, environmentValue(setting)]),
  );
  const names = settings.map(({ name }) => name).join(', ');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Linkerd Lint: ${configFile}`,
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      ...environment,
      environment: { description: `The same settings together: ${names}.`, ...closed(environment) },
      [detect.name]: { description: detect.description, type: 'boolean', default: true },
      rules: rules(catalogue),
      overrides: {
        description: 'Settings for some of the files. Of several that mean a file, the last counts most.',
        type: 'array',
        items: {
          ...closed({
            files: { description: `Globs, ${COUNTED}, of the files that this is for.`, ...GLOBS },
            rules: rules(catalogue),
            environment: {
              description: `The cluster that these files are for: ${names}.`,
              ...closed(environment),
            },
          }),
          required: ['files'],
        },
      },
      ignore: { description: `Globs, ${COUNTED}, of files that are not linted at all.`, ...GLOBS },
      baseline: {
        description: `Path, ${COUNTED}, of a file with findings that are known and let be. The command line writes it.`,
        type: 'string',
        examples: ['.linkerd-lint-baseline.json'],
      },
    },
  };
}

const COUNTED = 'relative to this file’s folder';

/** One glob or a list. */
const GLOBS = {
  type: ['string', 'array'],
  items: { type: 'string' },
  examples: ['charts/**', '**/*.gen.yaml'],
};

function rules({ pages, levels }) {
  return {
    description: 'How severe each rule is, or off. What is not named keeps its default.',
    ...closed(
      Object.fromEntries(
        pages.map(({ rule }) => [rule.id, { description: `${rule.summary}.`, enum: levels }]),
      ),
    ),
  };
}

function closed(properties) {
  return { type: 'object', additionalProperties: false, properties };
}

function environmentValue({ description, choices, pattern, examples }) {
  if (choices) return { description, enum: Object.keys(choices), enumDescriptions: Object.values(choices) };
  // Without quotes 2.18 is a number to YAML, which the file's reader takes as it is written.
  const type = examples.some((example) => /^\d+\.\d+$/.test(example)) ? ['string', 'number'] : 'string';
  return { description, type, pattern, examples: ['auto', ...examples] };
}
