"""A scheduler and workers of Dask in processes of their own: `python dask_cluster.py 2 1GB`.

Prints the scheduler's address and goes on until its standard input ends, or it is killed.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Start the cluster, tell its address, wait."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=int(sys.argv[1]),
        threads_per_worker=1,
        memory_limit=sys.argv[2],
        dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
