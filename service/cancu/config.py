"""Settings, read once from the environment (`CANCU_*`)."""

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from .errors import UsageError
from .limits import Limits

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]


def _content() -> Path:
    """The folder with ontology/ data/ shapes/ queries/: the packaged copy, else the checkout."""
    packaged = _PACKAGE / "content"
    return packaged if packaged.is_dir() else _CHECKOUT


def _releases() -> Path:
    """Where releases are kept: beside the checkout's files, else in the user's data folder."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / ".cancu"
    return Path.home() / ".local" / "share" / "cancu"


class Settings(BaseSettings):
    """What can be set from outside; every field is an environment variable `CANCU_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="CANCU_", frozen=True)

    root: Path = Field(default_factory=_content, description="folder with ontology/ data/ shapes/ queries/")
    home: Path = Field(default_factory=_releases, description="folder of the releases")
    endpoint: str = Field(default="", description="SPARQL endpoint that answers instead of the own store")
    store_user: str = Field(default="", description="user of the store that cancu load writes to")
    store_password: str = Field(default="", description="password of that user", repr=False)
    query_bytes: int = Field(default=Limits.query_bytes, gt=0, description="longest query accepted, in bytes")
    query_seconds: float = Field(
        default=Limits.seconds, gt=0, description="time a query may take, in seconds"
    )
    query_megabytes: int = Field(default=Limits.megabytes, gt=0, description="memory a query may take, in MB")
    answer_bytes: int = Field(default=Limits.answer_bytes, gt=0, description="largest answer given, in bytes")
    answer_rows: int = Field(default=Limits.answer_rows, gt=0, description="most rows in an answer")
    queue_length: int = Field(
        default=Limits.queue_length, ge=0, description="queries that may wait for a worker at a time"
    )
    queue_seconds: float = Field(
        default=Limits.queue_seconds, ge=0, description="time a query may wait for a worker, in seconds"
    )
    workers: int = Field(default=Limits.workers, gt=0, description="worker processes that answer queries")
    held_megabytes: int = Field(
        default=Limits.held_megabytes,
        ge=0,
        description="largest store held in memory, by the size of its files in MB",
    )
    services: str = Field(
        default="", description="endpoints that SERVICE may call, by their IRIs, with spaces between"
    )
    given_bytes: int = Field(
        default=Limits.given_bytes, gt=0, description="largest graph that is checked at /validate, in bytes"
    )
    given_seconds: float = Field(
        default=Limits.given_seconds, gt=0, description="time for checking it, in seconds"
    )
    text_bytes: int = Field(
        default=Limits.text_bytes, gt=0, description="largest text that is read into a draft, in bytes"
    )
    text_seconds: float = Field(
        default=Limits.text_seconds, gt=0, description="time that reading a text may take, in seconds"
    )
    text_megabytes: int = Field(
        default=Limits.text_megabytes, gt=0, description="memory that reading a text may take, in MB"
    )

    @property
    def limits(self) -> Limits:
        """What a query may take, as one value."""
        return Limits(
            seconds=self.query_seconds,
            megabytes=self.query_megabytes,
            query_bytes=self.query_bytes,
            answer_bytes=self.answer_bytes,
            answer_rows=self.answer_rows,
            queue_length=self.queue_length,
            queue_seconds=self.queue_seconds,
            workers=self.workers,
            held_megabytes=self.held_megabytes,
            services=tuple(self.services.split()),
            given_bytes=self.given_bytes,
            given_seconds=self.given_seconds,
            text_bytes=self.text_bytes,
            text_seconds=self.text_seconds,
            text_megabytes=self.text_megabytes,
        )


def wrong_settings(error: ValidationError) -> UsageError:
    """What is wrong with the environment, by the names of its variables."""
    faults = "; ".join(f"CANCU_{str(f['loc'][0]).upper()}={f['input']!r}: {f['msg']}" for f in error.errors())
    return UsageError(f"Thiết lập sai: {faults}", f"Wrong settings: {faults}")
