"""The Cypher editor: a Streamlit component over CodeMirror 6 that works without a network.

state = editor_state("console", "MATCH (t:Treaty) RETURN t.name")
if run := editor(state, key="console", words=vocabulary(schema), error=None):
    ...                      # the reader asked to run the text `run`
state.write("MATCH ...")     # from a library: replaces what is written
"""

from views.components.editor.component import EditorState, Mark, editor, editor_state
from views.components.editor.vocabulary import vocabulary

__all__ = ["EditorState", "Mark", "editor", "editor_state", "vocabulary"]
