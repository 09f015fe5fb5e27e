"""The frame of the explorer: finds the pages in `views/`, and runs the one that is chosen."""

from __future__ import annotations

import streamlit as st

from views.frame import FOLDER, find_pages, require_graph, sidebar

ICON = FOLDER / "icon.svg"  # a file: Streamlit would fetch a named icon for the tab from elsewhere

st.set_page_config(page_title="Treatygraph", page_icon=str(ICON), layout="wide")
st.html(FOLDER / "app.css")

pages = [st.Page(p.path, title=p.title, icon=p.icon, url_path=p.url_path, default=p.default) for p in find_pages()]
page = st.navigation(pages, expanded=True)
require_graph()
sidebar()
page.run()
