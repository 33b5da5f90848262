import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusText } from '../../../client/src/statusText.ts';

/** What VS Code makes links of in the language status and in notifications (`vs/base/common/linkedText.ts`). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** What it makes icons of (`vs/base/common/iconLabels.ts`). */
const ICON = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;

describe('a text for the language status', () => {
  it('has no links and no icons, for any name of a file or folder', () => {
    const folder = '[Open settings](command:workbench.action.openSettings)';
    expect(folder).toMatch(LINK);
    expect(statusText(folder)).toBe('［Open settings］(command:workbench.action.openSettings)');
    expect(statusText('dependency linkerd2 [Set](file:///x "y")')).not.toMatch(LINK);
    expect(statusText('$(warning) x')).toBe('＄(warning) x');
  });

  it('has none, made of any parts', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '](',
      '(',
      ')',
      'command:x',
      'https://x',
      '$',
      '$(',
      'bug',
      ' "t"',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = statusText(parts.join(''));
        expect(text).not.toMatch(LINK);
        expect(text).not.toMatch(ICON);
      }),
    );
  });

  it('shows control characters and marks of direction as such, and ends', () => {
    expect(statusText('a\u001b[31m\u202Eb')).toBe('a\uFFFD［31m\uFFFDb');
    expect(statusText('x'.repeat(100_000)).length).toBeLessThan(1_100);
  });

  it('leaves ordinary texts alone', () => {
    const text = 'dataPlane from the repository: cniEnabled: true (charts/web (old)/values.yaml:3).';
    expect(statusText(text)).toBe(text);
  });
});
