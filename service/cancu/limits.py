"""What a query may take, in one value that engine, endpoint and description share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a query may take, and how many are answered at a time.

    Time and memory of its worker, size of the query in bytes, of the answer in bytes and rows, queries
    that wait and how long, worker processes, the largest store (its files) that is held in memory, the
    endpoints that SERVICE may call; the size of a graph that is checked for others, and the time for it;
    the size of a text that is read into a draft, and the time and memory for it.
    """

    seconds: float = 20
    megabytes: int = 1024
    query_bytes: int = 200_000
    answer_bytes: int = 50_000_000
    answer_rows: int = 1_000_000
    queue_length: int = 100
    queue_seconds: float = 10
    workers: int = 2
    held_megabytes: int = 200
    services: tuple[str, ...] = ()
    given_bytes: int = 1_000_000
    given_seconds: float = 60
    text_bytes: int = 32_000_000
    text_seconds: float = 60
    text_megabytes: int = 1024
