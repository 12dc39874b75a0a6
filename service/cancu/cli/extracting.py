"""The command that reads official texts into drafts: extract."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from .. import graph, terms
from ..bars import bars
from ..config import Settings
from ..drafting import NAME, Batch, Draft, Drafting, Fault, Given, check, found, given, read
from ..errors import Message, TextFault, UsageError
from ..extract import explain, gather, sources
from ..limits import Limits

commands = typer.Typer()
_MOST_TOLD = 20


@commands.command("extract")
def extract_command(
    texts: Annotated[list[Path], typer.Argument(metavar="TEXT…", help="files, folders, or -")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="folder of the drafts")] = None,
    kind: Annotated[str, typer.Option("--type", help=f"{', '.join(sources.KINDS)}; else as it shows")] = "",
    against: Annotated[bool, typer.Option("--check", help="compare with the reviewed file")] = False,
    marked: Annotated[bool, typer.Option("--explain", help="the text with its facts marked")] = False,
    form: Annotated[str, typer.Option("--format", help="with --explain: html, text")] = "html",
    processes: Annotated[int, typer.Option(min=1, help="texts read at a time")] = os.cpu_count() or 1,
) -> None:
    """Read official texts into draft graphs; exit 1 on texts that came to nothing, and on differences."""
    settings = Settings()
    _check_options(texts, output, kind, against, marked, form)
    gazetteer = gather(graph.read(settings.root).store)
    drafting = Drafting(gazetteer, form if marked else "turtle")
    limits = replace(settings.limits, workers=processes)
    documents = settings.root / "data" / "documents" if against else None
    if output is not None:
        _fill(output, list(found(texts)), kind, drafting, limits)
    else:
        named = texts if texts == [Path("-")] else list(found(texts))
        _print(_texts(named, kind, limits.text_bytes), drafting, limits, documents)


def _check_options(
    texts: Sequence[Path], output: Path | None, kind: str, against: bool, marked: bool, form: str
) -> None:
    """UsageError where options do not go together."""
    if kind not in ("", *sources.KINDS):
        raise UsageError(f"Không có loại {kind}", f"No type {kind}; there are {', '.join(sources.KINDS)}")
    if form not in ("html", "text"):
        raise UsageError(f"Không có định dạng {form}", f"No format {form}; there are html, text")
    if against and (output is not None or marked):
        raise UsageError("--check đi một mình", "--check goes with neither -o nor --explain")
    if Path("-") in texts and (output is not None or len(texts) > 1):
        raise UsageError("- đi một mình, không có -o", "- goes alone, without -o")
    if output is None and not against and (len(texts) > 1 or texts[0].is_dir()):
        raise UsageError("Nhiều văn bản cần -o", "More than one text takes -o, the folder of the drafts")


def _texts(texts: Sequence[Path], kind: str, most: int) -> Iterator[Given | Fault]:
    """The texts that are named; standard input is one."""
    if texts == [Path("-")]:
        content = sys.stdin.buffer.read(most + 1)
        if len(content) > most:
            raise TextFault(f"stdin dài quá {most} byte", f"stdin is longer than {most} bytes")
        yield Given("stdin", content, kind)
    else:
        yield from given(texts, kind, most)


def _print(
    texts: Iterator[Given | Fault], drafting: Drafting, limits: Limits, documents: Path | None
) -> None:
    """The drafts on standard output, or how they differ from the reviewed `documents`."""
    faults: list[Fault] = []
    differing: list[str] = []

    def take(came: Draft | Fault) -> None:
        try:
            if isinstance(came, Fault):
                faults.append(came)
            elif documents is None:
                sys.stdout.write(came.body)
                _tell_lacks(came.name, came.lacks)
            elif _print_differences(came, documents):
                differing.append(came.name)
        except TextFault as error:
            faults.append(Fault(came.name, error.message))

    read(texts, drafting, limits, take)
    _tell_faults(faults)
    if faults or differing:
        raise typer.Exit(1)


def _print_differences(draft: Draft, documents: Path) -> int:
    """Print how a draft differs from what was reviewed; in how much."""
    differing = check(draft, documents)
    for each in differing:
        print(f"{each.kind}: {each.told()}")
    count = len(differing)
    _tell(f"{draft.name}: {terms.shorten(draft.iri)}: {count} khác biệt / {count} differences")
    return count


def _fill(folder: Path, paths: Sequence[Path], kind: str, drafting: Drafting, limits: Limits) -> None:
    """Put the drafts into a folder, and tell what came of it."""
    with bars() as progress:
        report = Batch(folder, drafting, limits, progress).run(paths, kind)
    for name, lacks in list(report.lacking.items())[:_MOST_TOLD]:
        _tell_lacks(name, lacks)
    _tell_more(len(report.lacking), folder)
    for file, conflicts in report.conflicts.items():
        for conflict in conflicts:
            _tell(f"{file}: {conflict.told()}")
    _tell_faults(report.faults)
    print(f"{report.done} drafts, {report.skipped} unchanged, {len(report.faults)} faults: {folder}")
    if report.stopped:
        _tell(str(Message("Đã dừng; chạy lại lệnh này để tiếp tục", "Stopped; the same command goes on")))
    if report.faults or report.stopped:
        raise typer.Exit(1)


def _tell_lacks(name: str, lacks: Sequence[str]) -> None:
    lacking = explain.lacking(lacks)
    if lacking:
        _tell(f"{name}: {lacking}")


def _tell_more(number: int, folder: Path) -> None:
    more = number - _MOST_TOLD
    if more > 0:
        _tell(f"… và {more} văn bản nữa / and {more} more: {folder / NAME}")


def _tell_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        told = str(fault.reason)
        _tell(told if fault.name in told else f"{fault.name}: {told}", "red")


def _tell(words: str, style: str = "") -> None:
    """Tell something on standard error."""
    Console(stderr=True, soft_wrap=True).print(Text(words, style=style))
