"""Ethereum's executable specification (PyPI `ethereum-execution`), driven by JSON cases."""
