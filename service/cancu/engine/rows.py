"""The rows of a serialised answer, counted from its bytes and only where there may be too many."""

import csv
import io

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from ..errors import Refused

# What stands in an answer once for every row at least, its last row perhaps excepted.
_PER_ROW = {
    QueryResultsFormat.JSON: b"},{",
    QueryResultsFormat.XML: b"<result>",
    QueryResultsFormat.CSV: b"\n",
    QueryResultsFormat.TSV: b"\n",
}


def check_rows(body: bytes, form: QueryResultsFormat, most: int) -> None:
    """Refuse the solutions of a query where there are more than `most` rows."""
    if body.count(_PER_ROW[form]) + 1 > most and _count(body, form) > most:
        raise too_many_rows(most)


def too_many_rows(most: int) -> Refused:
    """What an answer of more rows than that ends in."""
    return Refused(
        "answer-rows",
        f"Kết quả có hơn {most} dòng; hãy thêm LIMIT hoặc tải bản đầy đủ",
        f"The answer has more than {most} rows; add a LIMIT, or download the release",
    )


def _count(body: bytes, form: QueryResultsFormat) -> int:
    """The rows, exactly."""
    if form == QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1
    results = parse_query_results(body, form)
    return sum(1 for _ in results) if isinstance(results, QuerySolutions) else 0
