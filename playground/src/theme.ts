/** The editor's colors. They are variables of the page's style sheet, which knows light and dark. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const wavy = (color: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy var(${color})`,
  textUnderlineOffset: '3px',
});

/** All of the editor's looks. */
export const theme = [
  EditorView.theme({
    '&': { height: '100%', backgroundColor: 'var(--ground)', color: 'var(--text)' },
    '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: '14px', lineHeight: '1.5' },
    '.cm-content': { caretColor: 'var(--text)' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
    '.cm-cursor': { borderLeftColor: 'var(--text)' },
    '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--faint)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--raised)',
      color: 'var(--text)',
      border: '1px solid var(--line)',
      borderRadius: '4px',
      maxWidth: 'min(42rem, 94vw)',
    },
    // A hover and a finding at the same place: both stay within the page.
    '.cm-tooltip-hover': { maxHeight: '55vh', overflow: 'auto' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      backgroundColor: 'var(--accent)',
      color: 'var(--ground)',
    },
    '.hover': { padding: '0.2rem 0.7rem', maxHeight: '45vh', overflow: 'auto', fontSize: '14px' },
    '.hover p, .hover ul': { margin: '0.35rem 0' },
    '.hover code': { fontFamily: 'var(--mono)' },
    '.hover th, .hover td': { textAlign: 'left', padding: '0.1rem 0.8rem 0.1rem 0', verticalAlign: 'top' },
    '.hover a': { color: 'var(--accent)' },
    '.cm-lintRange-error': wavy('--error'),
    '.cm-lintRange-warning': wavy('--warning'),
    '.cm-lintRange-info, .cm-lintRange-hint': wavy('--information'),
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--key)' },
      { tag: [tags.string, tags.special(tags.string)], color: 'var(--string)' },
      { tag: tags.comment, color: 'var(--comment)', fontStyle: 'italic' },
      { tag: [tags.keyword, tags.meta, tags.typeName, tags.labelName], color: 'var(--accent)' },
    ]),
  ),
];
