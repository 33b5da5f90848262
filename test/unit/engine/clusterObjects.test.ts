import { describe, expect, it } from 'vitest';
import { clusterObjectAt, isAllControlled, isControlled } from '../../../server/src/engine/clusterObjects.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';

const POD = (owner: string) => `apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: shop, resourceVersion: "7"${owner}}
spec: {containers: [{name: web, image: web}]}
`;
const OWNED = POD(', ownerReferences: [{kind: DaemonSet, name: web, controller: true}]');
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, resourceVersion: "3"}\n';
const WRITTEN = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';

const NAMELESS = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {resourceVersion: "9"}\n';

describe('a resource of a cluster', () => {
  it('is made by a controller if its owner says so', () => {
    const file = SourceFile.read([OWNED, POD(''), NAMESPACE].join('---\n'));
    const at = (text: string) => file.text.toString().indexOf(text);
    expect(isControlled(file, at('ownerReferences'))).toBe(true);
    expect(isControlled(file, at('---\n') + 10)).toBe(false);
    expect(isControlled(file, at('Namespace'))).toBe(false);
    expect(isControlled(SourceFile.read('# nothing\n'), 3)).toBe(false);
    expect(file.documents.map(isAllControlled)).toEqual([true, false, false]);
    expect(SourceFile.read(WRITTEN).documents.map(isAllControlled)).toEqual([false]);
    expect(SourceFile.read('a: b\n').documents.map(isAllControlled)).toEqual([false]);
  });

  it('is named by namespace, kind and name', () => {
    const file = SourceFile.read([OWNED, NAMESPACE, WRITTEN].join('---\n'));
    const at = (text: string) => clusterObjectAt(file, file.text.toString().indexOf(text));
    expect(at('web-1')).toBe('shop/Pod/web-1');
    expect(at('Namespace')).toBe('Namespace/shop');
    expect(at('kind: Service')).toBeUndefined();
  });

  it('is one of several in a List', () => {
    const item = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
    const listOf = (...items: readonly string[]) =>
      SourceFile.read(`apiVersion: v1\nkind: List\nitems:\n${items.map(item).join('')}`);
    const list = listOf(OWNED, NAMESPACE, WRITTEN, NAMELESS);
    const at = (text: string) => clusterObjectAt(list, list.text.indexOf(text));
    expect(at('Namespace')).toBe('Namespace/shop');
    expect(at('web-1')).toBe('shop/Pod/web-1');
    expect(at('Service')).toBeUndefined();
    expect(at('ConfigMap')).toBeUndefined();
    expect(at('List')).toBeUndefined();
    expect(listOf(OWNED, OWNED).documents.map(isAllControlled)).toEqual([true]);
    expect(listOf(OWNED, POD('')).documents.map(isAllControlled)).toEqual([false]);
  });
});
