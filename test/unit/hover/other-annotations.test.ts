import { describe, expect, it } from 'vitest';
import { hoverAt, onPod } from './hoverAt.ts';

describe('hover on annotations beside skip-ports', () => {
  it.each([
    ['config.linkerd.io/opaque$0-ports: "3306"', 'stay in the mesh without protocol detection'],
    ['config.linkerd.io/control$0-port: "9190"', 'tap still dials 4190'],
    ['config.linkerd.io/admin$0-port: "9191"', 'linkerd-cni still skips 4191'],
    ['linkerd.io/in$0ject: enabled', '`enabled`, `disabled` or `ingress`'],
  ])('%s', (annotation, expected) => {
    const markdown = onPod(annotation);
    expect(markdown).toContain(expected);
    expect(markdown).toContain('https://linkerd.io/2/reference/proxy-configuration/');
  });

  it('says first where one of them is never read', () => {
    const on = (kind: string, annotation: string) =>
      hoverAt(`kind: ${kind}\nmetadata:\n  annotations:\n    ${annotation}\n`)?.markdown;
    expect(on('Deployment', 'linkerd.io/in$0ject: enabled')).toMatch(/^✗ \*\*Linkerd never reads this here/);
    expect(on('Service', 'linkerd.io/in$0ject: enabled')).toMatch(/^✗ \*\*Linkerd never reads this here/);
    expect(on('Service', 'config.linkerd.io/opaque$0-ports: "1"')).toMatch(
      /^\*\*These ports stay in the mesh/,
    );
  });
});
