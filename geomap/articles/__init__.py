"""Articles in: files, folders and standard input to Articles, and what in each is not its body."""

from geomap.articles.inputs import Digest, Found, InputFile, find_files
from geomap.articles.keys import digest_of
from geomap.articles.making import article_from_text
from geomap.articles.reading import Once, Recalled, article_of, input_rows, read_inputs
from geomap.articles.row import Row
from geomap.articles.sections import split
from geomap.articles.skipped import Skipped, shown

__all__ = [
    "Digest",
    "Found",
    "InputFile",
    "Once",
    "Recalled",
    "Row",
    "Skipped",
    "article_from_text",
    "article_of",
    "digest_of",
    "find_files",
    "input_rows",
    "read_inputs",
    "shown",
    "split",
]
