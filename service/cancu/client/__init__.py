"""Căn Cứ from Python: SPARQL and the questions of the catalogue as data frames.

    from cancu import client
    graph = client.connect("http://127.0.0.1:8000")
    graph.questions.tasks_of_agency(agency="id:agency/thai-nguyen/so-giao-duc-va-dao-tao")

An answer is complete, or an error of `cancu.errors` that says what happened; it is never cut.
"""

from .connection import Client, connect
from .questions import Questions

__all__ = ["Client", "Questions", "connect"]
