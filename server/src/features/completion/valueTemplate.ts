import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import type { CatalogueEntry } from '../../linkerd/catalogue/entry.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { SKIP_INBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';
import type { InsertPart } from './insertText.ts';
import { missingProxyPorts } from './portOptions.ts';
import { escapeQuoted, fittingQuote, isInJson, needsQuotes } from './quoting.ts';
import { optionsFor, quantities, wordsOf } from './valueOptions.ts';

/** The value for a key that is being written, in quotes: fixed text, and tab stops to choose or overwrite. */
export function valueTemplate(
  annotation: MetadataEntry,
  entry: CatalogueEntry,
  environment: Environment,
): InsertPart[] {
  const prefix = prefixOf(annotation, entry, environment);
  const choices = choicesFor(annotation, entry, environment, prefix);
  const isWord =
    entry.value.type === 'enum' && choices.every((word) => !needsQuotes(word, annotation.isInFlow));
  if (isWord && !isInJson(annotation)) return [{ choices }];
  const quote = isInJson(annotation) ? '"' : fittingQuote(choices[0] ?? '');
  const escaped = choices.map((choice) => escapeQuoted(choice, quote));
  return [quote + prefix, { choices: escaped }, quote];
}

/** The proxy's own ports, if tap needs them in the list and works with them. */
function prefixOf(annotation: MetadataEntry, { key }: CatalogueEntry, environment: Environment): string {
  if (key !== SKIP_INBOUND_KEY) return '';
  const missing = missingProxyPorts(annotation, '', environment);
  return missing === '' ? '' : `${missing},`;
}

/** The choices of a tab stop; a single one is a sample. A boolean offers the opposite of the default first. */
function choicesFor(
  annotation: MetadataEntry,
  entry: CatalogueEntry,
  environment: Environment,
  prefix: string,
): string[] {
  const { value: type } = entry;
  const words = wordsOf(type, environment).map(({ value }) => value);
  switch (type.type) {
    case 'go-bool':
    case 'proxy-bool':
      return [...words].sort((a, b) => Number(a === entry.default) - Number(b === entry.default));
    case 'enum':
    case 'http-status-list':
    case 'grpc-status-list':
      return words;
    case 'skip-ports':
    case 'opaque-ports':
    case 'policy-ports':
      return portsFor(annotation, entry, environment, prefix);
    case 'text':
      return words.length > 0 ? words : sample(type.placeholder ?? entry.default);
    case 'quantity':
      return sample(entry.default ?? quantities(type)[0]);
    default:
      return sample(entry.default ?? SAMPLES[type.type]);
  }
}

function portsFor(
  annotation: MetadataEntry,
  entry: CatalogueEntry,
  environment: Environment,
  prefix: string,
): string[] {
  const slot = { entry, annotation, environment, typed: '', rest: prefix.replace(/,$/, '') };
  const single = optionsFor(slot).filter(({ value }) => /^[0-9]+$/.test(value));
  return single.length > 0 || entry.value.type !== 'opaque-ports'
    ? single.map(({ value }) => value)
    : sample(entry.default);
}

/** Sample values for types without a default in the catalogue. */
const SAMPLES: Readonly<Partial<Record<CatalogueEntry['value']['type'], string>>> = {
  'go-duration': '10s',
  'policy-duration': '10s',
  'seconds-or-go-duration': '10s',
  'cidr-list': '10.0.0.0/8',
  'log-filter': 'warn,linkerd=info',
  'env-json': '[{"name": "NAME", "value": "value"}]',
};

function sample(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
