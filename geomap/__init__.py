"""geomap: news in, a conflict map out that one can defend."""
