"""The steps of `gazetteer/build.py`: fetch, read each source, resolve, write."""
