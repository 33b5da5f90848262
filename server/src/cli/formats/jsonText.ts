import { CONTROL_CHARACTERS } from '../../text/controlCharacters.ts';
import { COMMAND_IN_LINE } from '../terminal.ts';

/**
 * A value as JSON for a file or a log. What a terminal would obey, what turns the direction of text, and what a CI server
 * would take as a command anywhere in a line, is escaped. Half of a surrogate pair, which many readers refuse, becomes U+FFFD.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, wellFormed, 2)
    .replace(CONTROL_CHARACTERS, (character) =>
      character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(COMMAND_IN_LINE, '#\\u0023');
  return `${text}\n`;
}

/** An escape such as `\ud800` in a manifest makes such a half. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\uFFFD') : value;
}
