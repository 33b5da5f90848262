import fc from 'fast-check';

const KEYS = ['config.linkerd.io/skip-inbound-ports', 'config.linkerd.io/skip-outbound-ports'] as const;

/** Tokens of a list, good and bad, from few ports, so that they often meet. */
const token = fc.oneof(
  fc.constantFrom('80', '443', '4190', '4191', '080', '+80', '4190-4191', '1-100', '90-120', '4000-5000'),
  fc.constantFrom('http', '70000', '80.443', '80;443', '', '120-90', '80-', '10.0.0.1', '80/tcp'),
);
const blank = fc.constantFrom('', '', '', ' ', '  ', '\t');
const list = fc
  .array(fc.tuple(blank, token, blank), { minLength: 1, maxLength: 6 })
  .map((tokens) => tokens.map((parts) => parts.join('')).join(','));

/** One way to write a value behind `key:`, where the lines of a block stand behind `indent`. */
type Writing = (value: string, indent: string) => string;

const FLOW_WRITINGS: readonly Writing[] = [
  (value) => ` ${JSON.stringify(value)}`,
  (value) => ` '${value}'`,
  (value) => (isPlain(value) && !value.includes(',') ? ` ${value}` : ` "${value}"`),
];
const BLOCK_WRITINGS: readonly Writing[] = [
  ...FLOW_WRITINGS,
  (value) => (isPlain(value) ? ` ${value}` : ` "${value}"`),
  (value) => ` &anchor "${value}"`,
  (value, indent) => (isBlock(value) ? ` |-\n${indent}${value}` : ` "${value}"`),
  (value, indent) => (isBlock(value) ? ` |\n${indent}${value}` : ` "${value}"`),
  (value, indent) =>
    isBlock(value) ? ` >-\n${indent}${value.replaceAll(', ', `,\n${indent}`)}` : ` '${value}'`,
  (value, indent) => ` "${value.replaceAll(', ', `,\n${indent}`)}"`,
];

function isPlain(value: string): boolean {
  return /^[0-9a-z][^\t]*$/.test(value) && !/\s$/.test(value);
}

function isBlock(value: string): boolean {
  return /^[^\s]/.test(value);
}

interface Annotation {
  readonly key: string;
  readonly value: string;
  readonly block: Writing;
  readonly flow: Writing;
  readonly comment: string;
}

const annotation: fc.Arbitrary<Annotation> = fc.record({
  key: fc.constantFrom<string>(...KEYS),
  value: list,
  block: fc.constantFrom(...BLOCK_WRITINGS),
  flow: fc.constantFrom(...FLOW_WRITINGS),
  comment: fc.constantFrom('', '  # why: "80, 90"'),
});

function blockAnnotations(annotations: readonly Annotation[], indent: string): string {
  const lines = annotations.map(({ key, value, block, comment }) => {
    const written = block(value, `${indent}    `);
    return `${indent}  ${key}:${written}${written.includes('\n') ? '' : comment}\n`;
  });
  return `${indent}annotations:\n${indent}  a: b # first\n${lines.join('')}${indent}  z: "1,2, 3"\n`;
}

function flowAnnotations(annotations: readonly Annotation[], indent: string): string {
  const entries = annotations.map(({ key, value, flow }) => `, ${key}:${flow(value, '')}`);
  return `${indent}annotations: {a: b${entries.join('')}} # flow\n`;
}

/** Puts annotations into a resource. */
type Frame = (annotations: (indent: string) => string) => string;

const FRAMES: readonly Frame[] = [
  (annotations) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n${annotations('  ')}spec: {x: [1, 2]} # end\n`,
  (annotations) => `kind: Namespace\nmetadata:\n${annotations('  ')}`,
  (annotations) =>
    `kind: Deployment\nspec:\n  template:\n    metadata:\n      labels: {}\n${annotations('      ')}    spec:\n      containers: []\n`,
  (annotations) => `# values\nweb:\n${annotations('  ').replace('annotations', 'podAnnotations')}`,
  (annotations) => `kind: List\nitems:\n- kind: Pod\n  metadata:\n${annotations('    ')}- kind: Service\n`,
];

/** Manifests with lists of ports in all styles, with mistakes and comments. */
export const manifest: fc.Arbitrary<string> = fc
  .record({
    annotations: fc.uniqueArray(annotation, { minLength: 1, maxLength: 2, selector: ({ key }) => key }),
    frame: fc.constantFrom(...FRAMES),
    isFlow: fc.boolean(),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    ahead: fc.constantFrom('', '---\n', 'kind: ConfigMap\ndata: {a: |-\n---\n', '\uFEFF'),
  })
  .map(({ annotations, frame, isFlow, lineBreak, ahead }) => {
    const write = isFlow ? flowAnnotations : blockAnnotations;
    return (ahead + frame((indent) => write(annotations, indent))).replaceAll('\n', lineBreak);
  });
