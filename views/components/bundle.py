"""Serving the built browser half of a component: a file of the running server, fetched once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

PROJECT = "treatygraph"
HERE = Path(__file__).parent


def renderer(name: str) -> ComponentRenderer:
    """The mounting command of the component in the folder `name`, whose script is the one file `dist/index-*.js`.

    Streamlit finds the scripts of installed packages through their manifest. This project runs from its folder, so it
    hands the manifest over itself; inlining the script instead would send all of it again with every rerun. Call this
    in each run: a test has a server of its own, to which the component is yet unknown.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PROJECT}.{name}") is None:
        manifest = ComponentManifest(PROJECT, "1", [ComponentConfig(name, asset_dir="dist")])
        manager.register_from_manifest(manifest, HERE / name)
    return _component(name)


@cache
def _component(name: str) -> ComponentRenderer:
    return st.components.v2.component(f"{PROJECT}.{name}", js="index-*.js")
