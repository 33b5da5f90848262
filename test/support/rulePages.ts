import { readFileSync } from 'node:fs';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { settingsOf } from './lint.ts';

/** An example of a rule's page. */
export interface PageExample {
  /** The heading above it, in small letters: `wrong` or `right`. */
  readonly verdict: string;
  readonly text: string;
  /** Those of the environment that the page names above the example. */
  readonly settings: LintSettings;
}

const EXAMPLE =
  /^## (?<heading>.*)$|^(?:<!-- environment: (?<environment>.+) -->\n)?```yaml\n(?<text>[\s\S]*?)^```$/gm;

/** The YAML examples on the page of a rule, in order. */
export function pageExamplesOf(id: string): PageExample[] {
  const page = readFileSync(`docs/rules/${id}.md`, 'utf8');
  const examples: PageExample[] = [];
  let verdict = '';
  for (const { groups = {} } of page.matchAll(EXAMPLE)) {
    if (groups.heading !== undefined) verdict = groups.heading.toLowerCase();
    else examples.push({ verdict, text: groups.text ?? '', settings: settingsFor(groups.environment ?? '') });
  }
  return examples;
}

/** `proxy-init`, `cni`, `cni v1.6.2`, `linkerd 2.18` or `IPv6 enabled`; nothing is known without. */
function settingsFor(environment: string): LintSettings {
  const [dataPlane, version = 'auto'] = environment.split(' ');
  if (dataPlane === 'IPv6') return settingsOf({ ipv6: 'enabled' });
  if (dataPlane === 'linkerd') return settingsOf({ linkerd: version });
  if (dataPlane !== 'proxy-init' && dataPlane !== 'cni') return settingsOf({});
  return settingsOf({ dataPlane, cniPlugin: version });
}
