/*
 * Compares our reading of YAML values with that of the tools' own code, which `tools/` pins: the YAML reader of kubectl and
 * Helm, Helm's --set, kustomize's build, Flux's substitution. Needs Go and, the first time, the Go module proxy; no cluster.
 *
 *     npm run test:real -- values [--tools <binary>]
 *
 * Prints how often both agree, and every difference; leaves with 1 if there is one.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { askGoTool } from '../goTool.mjs';

const { judge } = await loadTypeScript(new URL('./judgeRules.ts', import.meta.url));

const KEY = 'config.linkerd.io/proxy-version';
const WORDS = /^(?:y|yes|n|no|on|off)$/i;

/** A Namespace, whose own annotations count, and a Deployment, whose pods' do, with these lines of annotations. */
const KINDS = {
  own: (lines) =>
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n  annotations:\n    a: b\n${indent(lines, 4)}`,
  pod: (lines) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata:\n      labels: {a: b}\n      annotations:\n        a: b\n${indent(lines, 8)}    spec:\n      containers: [{name: web, image: web}]\n`,
};

function indent(lines, columns) {
  return lines.map((line) => `${' '.repeat(columns)}${line}\n`).join('');
}

/** Prints how often both agree, and every difference, which are the exit status. */
export async function compareValues(args) {
  const { values: options } = parseArgs({ args, options: { tools: { type: 'string' } } });
  // Each with a request, and what must hold of the answer: undefined, or what differs.
  const cases = [...scalars(), ...duplicates(), ...nulls(), ...targets(), ...parameters(), ...variables()];
  const answers = askGoTool(
    new URL('./tools/', import.meta.url),
    cases.map(({ request }) => request),
    options.tools,
  );
  const agreed = new Map();
  const differences = [];
  for (const [index, { topic, name, check }] of cases.entries()) {
    const difference = check(answers[index]);
    if (difference === undefined) agreed.set(topic, (agreed.get(topic) ?? 0) + 1);
    else differences.push(`${topic}: ${name}: ${difference}; the tool: ${JSON.stringify(answers[index])}`);
  }
  for (const [topic, count] of agreed) console.log(`${topic}: ${count} agree`);
  for (const difference of differences) console.log(`DIFFERS ${difference}`);
  console.log(`${cases.length} comparisons, ${differences.length} differences.`);
  process.exitCode = differences.length > 0 ? 1 : 0;
}

/** Types and quotes: a value that we call no string is refused, and any other arrives as it is written. */
function* scalars() {
  const { rows } = JSON.parse(readFileSync(new URL('../../data/yaml-scalars.json', import.meta.url), 'utf8'));
  const texts = rows.map(([text]) => text).filter((text) => text !== '' && !/[{}]/.test(text));
  const quoted = texts.flatMap((text) => [text, JSON.stringify(text), `'${text.replaceAll("'", "''")}'`]);
  for (const text of new Set([
    ...quoted,
    '4190,4191',
    '4190-4191',
    '"4190\\n"',
    '!!str 4190',
    '!!int "4190"',
    '[4190]',
  ])) {
    for (const [depth, manifestOf] of Object.entries(KINDS)) {
      const manifest = manifestOf([`${KEY}: ${text}`]);
      const found = judge(manifest).map(({ rule }) => rule);
      const isNull = found.includes('annotation-value-null') || isNullText(text);
      const isBroken = found.includes('yaml-syntax-error');
      const isRefused = found.includes('annotation-value-not-string');
      for (const tool of ['kubectl', 'kustomize']) {
        if (isBroken || (tool === 'kustomize' && isNull)) continue;
        const repairs = tool === 'kustomize' && isRefused && (WORDS.test(text) || depth === 'own');
        // kustomize reads `! 8080` as a number, kubectl as a string; we follow kubectl.
        if (tool === 'kustomize' && text.startsWith('! ')) continue;
        yield {
          topic: `types with ${tool}, ${depth}`,
          name: text,
          request: { tool, manifest },
          check: (answer) => compareRefusal(answer, isRefused && !repairs, depth),
        };
      }
    }
  }
}

function isNullText(text) {
  return /^(?:~|null|Null|NULL)$/.test(text);
}

function compareRefusal({ error, ...maps }, isRefused, depth) {
  if (isRefused) return error === undefined ? 'we say that it is refused' : undefined;
  if (error !== undefined) return 'we say that it is accepted';
  return typeof maps[depth]?.[KEY] === 'string' ? undefined : 'the annotation is lost';
}

/** The same key twice: which tool fails, and that the last value counts. */
function* duplicates() {
  for (const [depth, manifestOf] of Object.entries(KINDS)) {
    const manifest = manifestOf([`${KEY}: first`, `${KEY}: last`]);
    const message = judge(manifest).find(({ rule }) => rule === 'duplicate-annotation')?.message ?? '';
    for (const tool of ['kubectl', 'kustomize']) {
      const fails = tool === 'kustomize' && message.includes('kustomize fails');
      yield {
        topic: 'duplicate keys',
        name: `${tool}, ${depth}`,
        request: { tool, manifest },
        check: ({ error, ...maps }) => {
          if (message === '') return 'we say nothing';
          if (fails) return error === undefined ? 'we say that it fails' : undefined;
          return maps[depth]?.[KEY] === 'last' ? undefined : 'we say that the last one counts';
        },
      };
    }
  }
}

/** A null becomes an empty string, and in a patch it removes the annotation. */
function* nulls() {
  for (const text of ['', '~', 'null']) {
    for (const [depth, manifestOf] of Object.entries(KINDS)) {
      const manifest = manifestOf([`${KEY}: ${text}`]);
      const isFound = judge(manifest).some(({ rule }) => rule === 'annotation-value-null');
      yield {
        topic: 'nulls',
        name: `“${text}” with kubectl, ${depth}`,
        request: { tool: 'kubectl', manifest },
        check: (answer) => {
          if (!isFound) return 'we say nothing';
          return answer[depth]?.[KEY] === '' ? undefined : 'we say that it becomes an empty string';
        },
      };
      const base = manifestOf([`${KEY}: v1`]);
      yield {
        topic: 'nulls',
        name: `“${text}” in a patch, ${depth}`,
        request: { tool: 'kustomize', manifest: base, patch: manifest },
        check: (answer) =>
          answer.error === undefined && answer[depth]?.[KEY] === undefined
            ? undefined
            : 'we say that null removes it in a patch',
      };
    }
  }
}

/** A null in a patch with a target, of which `patch-null-kept` says what becomes of it. */
function* targets() {
  for (const text of ['', '~', 'null'])
    for (const [depth, manifestOf] of Object.entries(KINDS)) {
      const patch = manifestOf([`${KEY}: ${text}`]);
      const target = depth === 'own' ? 'Namespace' : 'Deployment';
      const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - target: {kind: ${target}}\n    patch: |\n${patch.replace(/^/gm, '      ')}\n`;
      const isKept = judge(kustomization).some(({ rule }) => rule === 'patch-null-kept');
      yield {
        topic: 'nulls in patches with a target',
        name: `“${text}”, ${depth}`,
        request: { tool: 'kustomize', manifest: manifestOf([`${KEY}: v1`]), patch, target },
        check: (answer) => {
          const expected = isKept ? text : undefined;
          return answer.error === undefined && answer[depth]?.[KEY] === expected
            ? undefined
            : `we say ${isKept ? `that it becomes “${text}”` : 'nothing'}`;
        },
      };
    }
}

/** What Argo CD makes of a parameter for Helm, and what Helm makes of that. */
function* parameters() {
  const template = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata:
      labels: {a: b}
      annotations: ANNOTATIONS
    spec:
      containers: [{name: web, image: web}]
`;
  const texts = [
    '4190',
    '4190,4191',
    '{4190,4191}',
    'true',
    'false',
    'null',
    '0',
    '010',
    '04190',
    '-1',
    '+1',
    '1e3',
    '1.5',
  ];
  const more = [
    'on',
    'yes',
    '0x50',
    '4190_4191',
    '4190-4191',
    'enabled',
    'True',
    '~',
    '99999999999999999999',
    '{}',
  ];
  for (const name of ['config\\.linkerd\\.io/proxy-version', 'config.linkerd.io/proxy-version'])
    for (const text of [...texts, ...more])
      for (const forceString of [false, true]) {
        const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web}
spec:
  source:
    helm:
      parameters:
        - name: podAnnotations.${name}
          value: '${text}'
          forceString: ${forceString}
`;
        const rules = judge(application).map(({ rule }) => rule);
        const isSplit = rules.includes('helm-parameter-key-split');
        const isRefused = rules.includes('helm-parameter-not-string');
        // Argo CD escapes the commas of all values but lists. There is no request for --set-string.
        const value = /^\{.*\}$/.test(text) ? text : text.replaceAll(',', '\\,');
        if (forceString && !isSplit) continue;
        yield {
          topic: 'Helm parameters',
          name: `${name}=${text}`,
          request: { tool: 'helm', manifest: template, set: `podAnnotations.${name}=${value}` },
          check: ({ error, pod }) => {
            if (isSplit || isRefused) return error === undefined ? 'we say that it is refused' : undefined;
            return pod?.[KEY] === (text === 'null' ? '' : text)
              ? undefined
              : 'we say that it arrives as it is';
          },
        };
      }
}

/** A variable may become anything, with quotes or without, so the only right answer is to say nothing of its type. */
function* variables() {
  for (const quote of ['', '"', "'"])
    for (const [depth, manifestOf] of Object.entries(KINDS)) {
      const manifest = manifestOf([`${KEY}: ${quote}\${VALUE}${quote}`]);
      const isSilent = !judge(manifest).some(({ rule }) => rule === 'annotation-value-not-string');
      for (const [value, isString] of [
        ['v1', true],
        ['4190,4191', true],
        ['8080', false],
        ['true', false],
        ['"8080"', true],
      ])
        yield {
          topic: 'substitutions',
          name: `${quote}${value}, ${depth}`,
          request: { tool: 'flux', manifest, variables: { VALUE: value } },
          check: ({ error }) => {
            if (!isSilent) return 'we judge a variable';
            return (error === undefined) === isString
              ? undefined
              : `the value ${isString ? 'is' : 'is not'} a string`;
          },
        };
    }
}
