"""The frame of the explorer: finds the pages in `views/`, and runs the one that is chosen."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

import streamlit as st

from views.common.frame import FOLDER, entry, find_pages, remember_failure, require_graph, sidebar
from views.common.links import on_page

SIDEBAR = 224  # pixels: tables need the rest
ICON = FOLDER / "icon.svg"  # a file: Streamlit would fetch a named icon for the tab from elsewhere

st.set_page_config(page_title="Treatygraph", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR)
st.html(FOLDER / "app.css")

files = find_pages()
pages = [entry(file) for file in files]
page = st.navigation(pages, expanded=True)
require_graph()
sidebar()
file = files[pages.index(page)]
on_page(file.url_path)
with ExitStack() as after:
    after.push(partial(remember_failure, file))
    page.run()
