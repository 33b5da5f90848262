import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { inlayHints } from '../../../server/src/features/inlayHints/inlayHints.ts';
import { AFFECTED, FIXED_CNI, PROXY_INIT, settingsOf, UNKNOWN } from '../../support/lint.ts';
import { checkHints } from './withHints.ts';

/** A Pod with one annotation, in the lines of an example. */
function pod(annotation: string): string {
  return `kind: Pod\nmetadata:\n  annotations:\n    ${annotation}\n`;
}

describe('inlay hints behind skip-inbound-ports', () => {
  it.each([
    ['proxy-init', PROXY_INIT, '«skips 4190-4191, 8080»'],
    ['the fixed plugin', FIXED_CNI, '«skips 4190-4191, 8080»'],
    ['a plugin of unknown version', settingsOf({ dataPlane: 'cni' }), '«skips 8080, perhaps 4190-4191»'],
    ['nothing known', UNKNOWN, '«skips 8080, perhaps 4190-4191»'],
    ['the plugin with the bug', AFFECTED, ''],
  ])('with %s', (_, settings, hint) => {
    checkHints(pod(`config.linkerd.io/skip-inbound-ports: "8080"${hint}`), settings);
  });

  it('follow the proxy’s ports where they are moved', () => {
    const moved = 'config.linkerd.io/admin-port: "9191"';
    const list = 'config.linkerd.io/skip-inbound-ports: "80"';
    checkHints(pod(`${list}«skips 80, 4190, 9191»\n    ${moved}`), PROXY_INIT);
    checkHints(pod(`${list}«skips 80, 4190-4191»\n    ${moved}`), FIXED_CNI);
    checkHints(pod(`${list}\n    config.linkerd.io/admin-port: "{{ .Values.port }}"`), PROXY_INIT);
  });

  it('say nothing where the list says all', () => {
    checkHints(pod('config.linkerd.io/skip-inbound-ports: "80,4190,4191"'));
    checkHints(pod('config.linkerd.io/skip-inbound-ports: "80,4190-4200"'), PROXY_INIT);
  });

  it('leave out what is dropped', () => {
    checkHints(pod('config.linkerd.io/skip-inbound-ports: "80, 443,http,90-80"«skips 80»'), AFFECTED);
    checkHints(pod('config.linkerd.io/skip-inbound-ports: "http"'), AFFECTED);
    checkHints(pod('config.linkerd.io/skip-inbound-ports: ""'), AFFECTED);
  });

  it('stand behind the value, however it is written', () => {
    checkHints(pod("config.linkerd.io/skip-inbound-ports: '80,80'«skips 80» # why"), AFFECTED);
    checkHints(pod('config.linkerd.io/skip-inbound-ports: 80,80«skips 80» # why'), AFFECTED);
    checkHints(pod('config.linkerd.io/skip-inbound-ports: |-\n      80,80«skips 80»\n    a: b'), AFFECTED);
    checkHints(
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80,80"«skips 80»}}\n',
      AFFECTED,
    );
  });
});

describe('inlay hints behind other lists', () => {
  it('say what a list comes to', () => {
    checkHints(pod('config.linkerd.io/skip-outbound-ports: "25,20-30"«skips 20-30»'));
    checkHints(pod('config.linkerd.io/skip-outbound-ports: "25,587"'));
    checkHints(pod('config.linkerd.io/opaque-ports: "3306, 3306-3310"«opaque: 3306-3310»'));
    checkHints(pod('config.linkerd.io/opaque-ports: "3306, 5432"'));
    checkHints(pod('config.linkerd.io/opaque-ports: "3306,mysql"'));
  });

  it('name the ports that are left out, where those are few', () => {
    checkHints(pod('config.linkerd.io/skip-outbound-ports: "1-8079,8081-65535"«skips all but 8080»'));
    checkHints(pod('config.linkerd.io/opaque-ports: "1-79,81-442,444-65535"«opaque: all but 80, 443»'));
    checkHints(pod('config.linkerd.io/skip-outbound-ports: "1-65535"'));
    checkHints(pod('config.linkerd.io/skip-outbound-ports: "1-65535,80"«skips all ports»'));
  });

  it('are not longer than one reads', () => {
    checkHints(
      pod('config.linkerd.io/skip-outbound-ports: "1,1,3,5,7,9,11,13"«skips 1, 3, 5, 7, 9, 11 and 1 more»'),
    );
  });
});

describe('inlay hints behind lists: the unknown', () => {
  it('is not judged', () => {
    checkHints(pod('config.linkerd.io/skip-inbound-ports: "80,80,{{ .Values.ports }}"'));
    checkHints(pod('config.linkerd.io/skip-inbound-ports: "80,80,$PORTS"'));
    checkHints(pod('config.linkerd.io/skip-inbound-ports: [80, 80]'));
  });

  it('is left alone where Linkerd never reads', () => {
    checkHints(
      'kind: Service\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80,80"\n',
    );
  });

  it('is known in inline patches', () => {
    checkHints(`
      kind: Kustomization
      patches:
        - target: {kind: Pod}
          patch: |-
            - op: add
              path: /metadata/annotations/config.linkerd.io~1skip-outbound-ports
              value: "80,80"«skips 80»
    `);
  });
});

describe('inlay hints', () => {
  it('are given for the part of the file that is asked for', () => {
    const list = pod('config.linkerd.io/skip-outbound-ports: "80,80"');
    const file = SourceFile.read([list, list, list].join('---\n'));
    const second = file.documents[1]?.offset ?? 0;
    const range = { start: second, end: second + list.length + 4 };
    const [hint, ...others] = inlayHints(file, range, UNKNOWN);
    expect(hint?.offset).toBe(second + '---\n'.length + list.trimEnd().length);
    expect(others).toEqual([]);
    expect(inlayHints(file, { start: second, end: second + 20 }, UNKNOWN)).toEqual([]);
  });

  it('tell the reason', () => {
    const text = pod('config.linkerd.io/skip-inbound-ports: "80,http"');
    const [hint] = inlayHints(SourceFile.read(text), { start: 0, end: text.length }, PROXY_INIT);
    expect(hint?.tooltip).toBe(
      'Linkerd ignores the parts of the list that it cannot parse. proxy-init always skips 4190 and 4191, regardless of the annotation.',
    );
  });
});
