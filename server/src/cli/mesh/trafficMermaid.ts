import type { PortTraffic, WorkloadTraffic } from '../../mesh/traffic/workloadTraffic.ts';
import { clientsText } from './trafficText.ts';

/**
 * Traffic of workloads as a flowchart of Mermaid: Services and policies at the left, ports in the middle, workloads at the
 * right. An arrow with a label says how connections come; a thick one goes past the proxy.
 */
export function trafficMermaid(workloads: readonly WorkloadTraffic[]): string {
  const lines = ['flowchart LR'];
  const services = new Map<string, string>();
  workloads.forEach((workload, index) => {
    const { kind, name, namespace, ports } = workload;
    const own = `w${index}`;
    lines.push(`  ${own}["${label(`${kind}/${name ?? '(templated)'}`)}"]`);
    for (const port of ports) {
      const at = `${own}p${port.port}`;
      lines.push(`  ${at}(["${label(portText(port))}"])`);
      lines.push(
        port.path === 'bypass' || port.path === 'direct'
          ? `  ${at} ==>|past the proxy| ${own}`
          : `  ${at} --> ${own}`,
      );
      for (const { service, port: number } of port.services) {
        const title = `Service/${service ?? '(templated)'}:${number ?? '?'}`;
        const key = `${namespace ?? ''} ${title}`;
        const id = services.get(key) ?? `s${services.size}`;
        if (!services.has(key)) lines.push(`  ${id}[/"${label(title)}"/]`);
        services.set(key, id);
        lines.push(`  ${id} --> ${at}`);
      }
      const who = clientsText(port.clients, port.path);
      lines.push(`  ${at}c["${label(who)}"] -.-> ${at}`);
    }
  });
  return `${lines.join('\n')}\n`;
}

function portText({ port, name, protocol, server }: PortTraffic): string {
  const parts = [`${port}${name === undefined ? '' : ` ${name}`}`, protocol, server && `Server ${server}`];
  return parts.filter(Boolean).join(', ');
}

/** What may stand in a quoted label; anything else is written by its number, which Mermaid reads. */
function label(text: string): string {
  return text.replace(/[^A-Za-z0-9 ,.;:/()_-]/gu, (character) => `#${character.codePointAt(0)};`);
}
