"""What a query may take, in one value that engine, endpoint and description share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a query may take: time and memory of its worker, size of query and answer, time in the queue."""

    seconds: float = 20
    megabytes: int = 1024
    query_bytes: int = 200_000
    answer_bytes: int = 50_000_000
    queue_seconds: float = 10
    workers: int = 2
