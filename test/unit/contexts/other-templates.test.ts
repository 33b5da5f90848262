import { describe, test } from 'vitest';
import { check } from '../../support/check.ts';

describe('templates other than Helm', () => {
  test('Jinja2', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
      {% if mesh %}
          config.linkerd.io/skip-inbound-ports: "{{ ports }}"
      {% else %}
          config.linkerd.io/skip-inbound-ports: "8080"
      #                                         ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
      {% endif %}
          {# config.linkerd.io/skip-inbound-ports: "1" #}
    `);
  });

  test('Terraform templatefile', () => {
    check(`
      kind: Pod
      metadata:
        annotations:
      %{ if mesh ~}
          config.linkerd.io/skip-inbound-ports: "\${ports},80 "
      #                                                   ^^^ error skip-ports-whitespace safe
      %{ endif ~}
          config.linkerd.io/skip-outbound-ports: \${join(",", [for p in ports : "\${p}"])}
    `);
  });

  test('Flux variables', () => {
    check(`
      kind: Namespace
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: \${PORTS:=8080}
    `);
  });
});
