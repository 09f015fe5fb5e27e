// How the editor looks, on light and dark pages: colours of the page's theme, and an ink for each kind of word.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';

// Each ink has a contrast of at least 4.5 to 1 on its page.
const INKS = {
  light: { keyword: '#1f4f96', label: '#9a4a12', edge: '#8a2d76', property: '#0e6470', text: '#2f6b2a', number: '#7a3e9c', parameter: '#a3303c', quiet: '#5d6875', call: '#4a4fb0' },
  dark: { keyword: '#86b8f2', label: '#f0ab78', edge: '#eca3d8', property: '#79d0dc', text: '#a3d48e', number: '#cba7f0', parameter: '#f59aa2', quiet: '#93a0af', call: '#aab0f7' },
};

function highlight(ink) {
  return syntaxHighlighting(HighlightStyle.define([
    { tag: [t.keyword, t.operatorKeyword], color: ink.keyword, fontWeight: '600' },
    { tag: t.className, color: ink.label, fontWeight: '500' },
    { tag: t.typeName, color: ink.edge, fontWeight: '500' },
    { tag: t.propertyName, color: ink.property },
    { tag: t.string, color: ink.text },
    { tag: [t.number, t.atom], color: ink.number },
    { tag: t.special(t.variableName), color: ink.parameter, fontWeight: '500' },
    { tag: t.function(t.variableName), color: ink.call },
    { tag: t.comment, color: ink.quiet, fontStyle: 'italic' },
    { tag: [t.operator, t.punctuation, t.bracket], color: ink.quiet },
  ]));
}

const surface = (dark) => EditorView.theme({
  '&': { color: 'var(--te-text)', backgroundColor: 'var(--te-bg)', fontSize: '13.5px', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--te-code)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--te-text)', padding: '10px 0' },
  '.cm-gutters': { backgroundColor: 'var(--te-bg)', color: 'var(--te-soft)', border: 'none', paddingLeft: '6px', borderTopLeftRadius: 'var(--te-radius)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--te-line-on)' },
  '.cm-cursor': { borderLeftColor: 'var(--te-text)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--te-selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--te-selection)', outline: '1px solid var(--te-line)' },
  '.cm-placeholder': { color: 'var(--te-soft)' },
  '.cm-tooltip': { backgroundColor: 'var(--te-bg)', color: 'var(--te-text)', border: '1px solid var(--te-line)', borderRadius: '9px',
    boxShadow: 'var(--te-shadow)', overflow: 'hidden', fontFamily: 'var(--te-font)', fontSize: '12.5px' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--te-code)', fontSize: '12.5px', maxHeight: '15em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 12px 3px 6px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--te-primary)', color: 'var(--te-on-primary)' },
  '.cm-completionDetail': { color: 'var(--te-soft)', fontStyle: 'normal', fontFamily: 'var(--te-font)', marginLeft: '10px' },
  'li[aria-selected] .cm-completionDetail, li[aria-selected] .cm-completionIcon': { color: 'inherit', opacity: '1' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionInfo': { padding: '7px 11px', maxWidth: '300px', lineHeight: '1.45' },
  '.cm-diagnostic': { padding: '6px 10px', borderLeftWidth: '3px' },
  '.cm-diagnosticAction': { background: 'var(--te-primary)', color: 'var(--te-on-primary)', borderRadius: '5px', padding: '2px 8px' },
  '.cm-panels': { backgroundColor: 'var(--te-hover)', color: 'var(--te-text)' },
  '.cm-searchMatch': { backgroundColor: 'var(--te-selection)' },
}, { dark });

/** The extensions of one theme. */
export const look = (dark) => [surface(dark), highlight(INKS[dark ? 'dark' : 'light'])];
