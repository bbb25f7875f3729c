"""Many processes that read articles: of this machine, or of a Dask cluster.

Rows go out, what was read in them comes back, in the order of the rows. Whoever reads, the results
are the same; a process that is killed costs at most the article that killed it.
"""

from geomap.workers.crew import KILLED, Crew
from geomap.workers.processes import Processes
from geomap.workers.work import Answer, Work, read_rows

__all__ = ["KILLED", "Answer", "Crew", "Processes", "Work", "read_rows"]
