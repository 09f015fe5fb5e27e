"""Streamlit components of the explorer: each folder holds its Python half, its browser sources and the built bundle."""
