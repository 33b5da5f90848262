import { describe, expect, it, test } from 'vitest';
import { isKnown } from '../../../server/src/facts/known.ts';
import { MeshModel } from '../../../server/src/mesh/meshModel.ts';
import { factsOf, namesOf, TestMesh } from '../../support/meshOf.ts';

const account = (metadata: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: {${metadata}}
---`;
const authentication = (kind: string, metadata: string, spec = 'identities: ["*"]') => `
apiVersion: policy.linkerd.io/v1alpha1
kind: ${kind}
metadata: {${metadata}}
spec: {${spec}}
---`;
const TEMPLATED = '"{{ .Values.x }}"';
const SUBJECT = account('name: subject, namespace: shop');

/** What a lookup of a MeshTLSAuthentication comes to, from the ServiceAccount `subject`. */
function lookUp(files: string, how: 'find' | 'get' = 'get', namespace = '=shop'): string {
  const mesh = new TestMesh(files);
  const seen = mesh.from(mesh.get('ServiceAccount', 'subject'));
  const found = seen[how]('Authentication', { kind: 'MeshTLSAuthentication', name: 'apps', namespace });
  return typeof found === 'string' ? found : String(found.found.facts.id.name);
}

const APPS = authentication('MeshTLSAuthentication', 'name: apps, namespace: shop');
const OTHERS = authentication('MeshTLSAuthentication', 'name: others, namespace: shop');

describe('a resource that a name leads to', () => {
  test.each([
    ['there', APPS, 'apps'],
    ['there twice, in the same words', APPS + APPS, 'apps'],
    ['there twice, in other words', APPS + APPS.replace('"*"', 'a.b'), 'unknown'],
    ['of another kind', APPS.replace('MeshTLS', 'Network'), 'unknown'],
    ['in another namespace', APPS.replace('shop', 'ops'), 'unknown'],
    ['in a namespace that a template makes', APPS.replace('shop', TEMPLATED), 'unknown'],
    ['under a condition', `\n{{- if .Values.x }}${APPS.replace('---', '')}\n{{- end }}\n`, 'apps'],
  ])('is found or not if it is %s', (_, files, expected) => {
    expect(lookUp(SUBJECT + files, 'find')).toBe(expected);
  });

  it('is not found in a namespace that a template makes', () => {
    expect(lookUp(SUBJECT + APPS.replace('shop', TEMPLATED), 'find', '?')).toBe('unknown');
  });

  it('is found under the condition of what refers to it, and not under another one', () => {
    const under = (condition: string, text: string) => `\n{{- if ${condition} }}${text}\n{{- end }}\n---`;
    const subject = under('.Values.a', SUBJECT.replace('---', ''));
    const apps = APPS.replace('---', '');
    expect(lookUp(subject + under('.Values.a', apps), 'find')).toBe('apps');
    expect(lookUp(subject + under('.Values.b', apps), 'find')).toBe('unknown');
  });
});

describe('a resource is absent', () => {
  test.each([
    ['beside another of its kind', OTHERS, 'absent'],
    [
      'beside another of its kind, as one of another kind',
      OTHERS + APPS.replace('MeshTLS', 'Network'),
      'absent',
    ],
    ['if it is in another namespace', OTHERS + APPS.replace('shop', 'ops'), 'absent'],
    ['with no other of its kind', '', 'unknown'],
    ['with another of its kind in another namespace', OTHERS.replace('shop', 'ops'), 'unknown'],
    ['beside another kind of its type', OTHERS.replace('MeshTLS', 'Network'), 'unknown'],
    ['beside one whose name a template makes', OTHERS + OTHERS.replace('others', TEMPLATED), 'unknown'],
    [
      'beside another kind whose name a template makes',
      `${OTHERS}${OTHERS.replace('others', TEMPLATED).replace('MeshTLS', 'Network')}`,
      'absent',
    ],
    [
      'beside one whose name a template makes, elsewhere',
      `${OTHERS}${OTHERS.replace('others', TEMPLATED).replace('shop', 'ops')}`,
      'absent',
    ],
    ['beside one whose namespace a template makes', OTHERS + OTHERS.replace('shop', TEMPLATED), 'unknown'],
  ])('or not, %s', (_, files, expected) => {
    expect(lookUp(SUBJECT + files)).toBe(expected);
  });

  const overlays = (dev: string, more = '') => `
# file: prod/kustomization.yaml
resources: [all.yaml${more}]
# file: prod/all.yaml${SUBJECT}${OTHERS}
# file: dev/kustomization.yaml
resources: [all.yaml]
# file: dev/all.yaml${dev}`;

  it('unless another manifest set has it in the same namespace', () => {
    expect(lookUp(overlays(APPS))).toBe('unknown');
    expect(lookUp(overlays(APPS.replace('shop', 'ops')))).toBe('absent');
  });

  it('unless some of what is applied is not in view', () => {
    expect(lookUp(overlays(OTHERS, ', "https://example.org/x"'))).toBe('unknown');
  });

  it('in a list of all that a cluster has, without others of its kind too', () => {
    for (const isWhole of [true, false]) {
      const model = new MeshModel(isWhole);
      model.update([{ path: 'a.yaml', uri: 'a.yaml', facts: factsOf(SUBJECT) }]);
      const [subject] = model.resourcesOf('a.yaml');
      if (!subject) throw new Error('no subject');
      const reference = { kind: 'MeshTLSAuthentication', name: 'apps', namespace: '=shop' };
      const seen = model.seenFrom(subject, new Set());
      expect(seen.get('Authentication', reference)).toBe(isWhole ? 'absent' : 'unknown');
      expect(seen.isWhole).toBe(isWhole);
    }
  });
});

describe('the resources of a namespace', () => {
  const seenFrom = (files: string) => {
    const mesh = new TestMesh(files);
    return mesh.from(mesh.get('ServiceAccount', 'subject'));
  };
  const names = (of: readonly { readonly facts: { readonly id: { readonly name: unknown } } }[]) =>
    of.map(({ facts }) => (isKnown(facts.id.name) ? String(facts.id.name) : '?')).join(' ');

  it('have names, each once and in order, of one kind', () => {
    const files = ['b', 'a', 'b', TEMPLATED].map((name) => OTHERS.replace('others', name));
    const mesh = seenFrom(
      SUBJECT + files.join('') + APPS.replace('MeshTLS', 'Network') + APPS.replace('shop', 'ops'),
    );
    expect(mesh.namesOf('Authentication', 'MeshTLSAuthentication', '=shop')).toEqual(['a', 'b']);
    expect(mesh.namesOf('Authentication', 'MeshTLSAuthentication', '?')).toEqual([]);
  });

  it('have no names to choose from, where there are very many', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => account(`name: a${at}, namespace: shop`)).join('');
    expect(seenFrom(SUBJECT + many(250)).namesOf('ServiceAccount', 'ServiceAccount', '=shop')).toHaveLength(
      251,
    );
    expect(seenFrom(SUBJECT + many(350)).namesOf('ServiceAccount', 'ServiceAccount', '=shop')).toEqual([]);
  });

  const OVERLAYS = `
# file: prod/kustomization.yaml
resources: [all.yaml]
# file: prod/all.yaml${SUBJECT}${OTHERS}
# file: dev/kustomization.yaml
resources: [all.yaml]
# file: dev/all.yaml${APPS}${APPS.replace('shop', 'ops')}`;

  it('are those of the own manifest set; another one only makes it uncertain that these are all', () => {
    const mesh = seenFrom(OVERLAYS);
    expect(mesh.countOf('Authentication', '=shop')).toBe(1);
    expect(names(mesh.together('Authentication'))).toBe('others');
    expect(names(mesh.everywhere('Authentication'))).toBe('apps apps others');
    expect(namesOf(mesh.select('Authentication', '=shop', () => 'yes'))).toBe('others ?');
    const isOthers = ({ facts }: { facts: { id: { name: unknown } } }) =>
      facts.id.name === 'others' ? 'yes' : 'no';
    expect(namesOf(mesh.select('Authentication', '=shop', isOthers))).toBe('others');
    expect(namesOf(mesh.select('Authentication', '=ops', () => 'yes'))).toBe('?');
    expect(namesOf(mesh.select('Authentication', '=bank', () => 'yes'))).toBe('');
  });

  it('are uncertain if a test is, or a template makes the namespace of one that passes', () => {
    const select = (files: string, result: 'yes' | 'no' | 'unknown') =>
      namesOf(seenFrom(SUBJECT + files).select('Authentication', '=shop', () => result));
    expect(select(OTHERS, 'yes')).toBe('others');
    expect(select(OTHERS, 'unknown')).toBe('?');
    expect(select(OTHERS, 'no')).toBe('');
    const templated = APPS.replace('shop', TEMPLATED);
    expect(select(OTHERS + templated, 'yes')).toBe('others ?');
    expect(select(templated, 'no')).toBe('');
    expect(select(APPS.replace(', namespace: shop', ''), 'yes')).toBe('?');
    expect(select(APPS.replace('shop', 'ops'), 'yes')).toBe('');
  });

  it('are uncertain under another condition', () => {
    const under = (condition: string, text: string) =>
      `\n{{- if ${condition} }}${text.replace('---', '')}\n{{- end }}\n---`;
    const select = (condition: string) => {
      const mesh = seenFrom(under('.Values.a', SUBJECT) + under(condition, APPS));
      return [
        namesOf(mesh.select('Authentication', '=shop', () => 'yes')),
        names(mesh.together('Authentication')),
      ];
    };
    expect(select('.Values.a')).toEqual(['apps', 'apps']);
    expect(select('.Values.b')).toEqual(['?', '']);
  });
});

describe('namesakes', () => {
  const namesakes = (files: string) => {
    const mesh = new TestMesh(files);
    return mesh.from(mesh.get('Authentication', 'apps')).namesakes().length;
  };

  test.each([
    ['one that says something else', APPS.replace('"*"', 'a.b'), 1],
    ['one that says the same', APPS, 0],
    ['one of another kind', APPS.replace('MeshTLS', 'Network'), 0],
    ['one of another name', OTHERS, 0],
    ['one in another namespace', APPS.replace('shop', 'ops').replace('"*"', 'a.b'), 0],
    ['one of which a template makes what differs', APPS.replace('"*"', TEMPLATED), 0],
    ['twenty in all', APPS.replace('"*"', 'a.b').repeat(19), 19],
    ['more than anyone writes by mistake', APPS.replace('"*"', 'a.b').repeat(20), 0],
  ])('beside %s', (_, files, expected) => {
    expect(namesakes(APPS + files)).toBe(expected);
  });

  it('are not under another condition', () => {
    const other = APPS.replace('"*"', 'a.b').replace('---', '');
    expect(namesakes(`${APPS}\n{{- if .Values.x }}${other}\n{{- end }}\n`)).toBe(0);
  });
});

describe('a model that is updated', () => {
  const update = (model: MeshModel, path: string, text: string) =>
    model.update([{ path, uri: path, facts: factsOf(text, path) }]);
  const namesIn = (model: MeshModel, path: string) =>
    model.resourcesOf(path).map(({ facts }) => String(facts.id.name));

  test.each([
    ['one that is written again', ['a', 'b'], ['a', 'a', 'b']],
    ['one that was written twice', ['a', 'a', 'b'], ['a', 'b']],
    ['one in the middle', ['a', 'b', 'c'], ['a', 'x', 'c']],
    ['one that is gone', ['a', 'b', 'c'], ['a', 'c']],
    ['all', ['a', 'b'], ['c']],
    ['none', ['a', 'b'], []],
  ])('has what the file has, after a change of %s', (_, before, after) => {
    const model = new MeshModel();
    const written = (names: readonly string[]) => names.map((name) => account(`name: ${name}`)).join('');
    update(model, 'a.yaml', written(before));
    expect(namesIn(model, 'a.yaml')).toEqual(before);
    expect([...update(model, 'a.yaml', written(after)).files]).toEqual(['a.yaml']);
    expect(namesIn(model, 'a.yaml')).toEqual(after);
    expect([...update(model, 'a.yaml', `# A comment.\n${written(after)}`).files]).toEqual([]);
  });

  it('has other alternatives as soon as files have the same resource', () => {
    const model = new MeshModel();
    const setsOf = (path: string) => model.placementsOf(path).flatMap(({ sets }) => sets);
    update(model, 'dev/a.yaml', account('name: a'));
    update(model, 'prod/a.yaml', account('name: b'));
    expect(setsOf('dev/a.yaml')).toEqual(['files ']);
    update(model, 'prod/a.yaml', account('name: a'));
    expect(setsOf('dev/a.yaml')).toEqual(['files ', 'files  dev/']);
    update(model, 'prod/a.yaml', account('name: b'));
    expect(setsOf('dev/a.yaml')).toEqual(['files ']);
  });
});
