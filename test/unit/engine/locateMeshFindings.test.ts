import { expect, it } from 'vitest';
import { lintMesh } from '../../support/lintMesh.ts';
import { measured } from '../../support/processorTime.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations: {linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "8080,9090"}
spec: {containers: [{name: web, image: web}]}
`;

/** A file with that many Servers, each of which has findings that name others. */
function servers(count: number): string {
  const each = Array.from(
    { length: count },
    (_, index) =>
      `apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: s${index}, namespace: shop}\nspec: {podSelector: {}, port: 8080}\n`,
  );
  return each.join('---\n');
}

it('a file of many resources, each with findings, is not searched anew for each of them', () => {
  const findingsAt = (count: number) =>
    measured(() =>
      lintMesh(
        new Map([
          ['pod.yaml', POD],
          ['servers.yaml', servers(count)],
        ]),
      ).get('servers.yaml'),
    );
  findingsAt(50);
  const [few, many] = [findingsAt(50), findingsAt(400)];
  expect(many.result?.length).toBeGreaterThanOrEqual(400);
  // Eight times as many resources: 64 times as much for each pair of them, 512 where each pair is searched for.
  expect(many.milliseconds).toBeLessThan(200 * few.milliseconds);
});
