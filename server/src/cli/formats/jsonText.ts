import { CONTROL_CHARACTERS } from '../../text/controlCharacters.ts';

/** A value as JSON for a file or a log, with control characters and direction marks escaped. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(CONTROL_CHARACTERS, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
