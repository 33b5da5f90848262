import { describe, expect, it } from 'vitest';
import { rustRegexProblem } from '../../../../server/src/linkerd/values/rustRegex.ts';

describe('rustRegexProblem', () => {
  it.each([
    '/api/.*',
    '',
    '(?i)get',
    '(?P<name>a)',
    '[[:alpha:]]+',
    'a{2,3}',
    '\\(?=a',
    '[(?=]',
    '\\d\\\\1',
    '[^]a]',
    '[](]',
    '[a[b](]',
    'a**',
    '^*a$+',
    '(?P<a.b>c)',
    '(?:a|b)*?c',
  ])('takes %s, or does not judge it', (text) => expect(rustRegexProblem(text)).toBeUndefined());

  it.each([
    '(',
    '[a',
    'a)',
    '*a',
    '(?:*a)',
    'a|*',
    'a\\',
    '(?=a)',
    'a(?!b)',
    '(?<=a)b',
    '(a)\\1',
    'a\\\\(?=b)',
  ])('rejects %s', (text) => expect(rustRegexProblem(text)).toBeDefined());
});
