"""The application: which address is answered how."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from toolkit.publish.data_files import FORMATS
from toolkit.service.answers import (
    TOTAL_HEADER,
    VERSION_HEADER,
    common_headers,
    entity_tag,
    is_known,
    json_bytes,
    respond,
    respond_problem,
    respond_unkept,
    unchanged,
)
from toolkit.service.description import describe_service
from toolkit.service.front_page import front_page
from toolkit.service.limits import Limits
from toolkit.service.links import address_of, links_of, root_of
from toolkit.service.overview import describe_table, served_descriptor, service_overview
from toolkit.service.parameters import Parameters, read_parameters, refuse_others, single
from toolkit.service.problems import BAD_REQUEST, NOT_FOUND, Problem, nearest
from toolkit.service.query_pool import QueryPool
from toolkit.service.reading import Readers
from toolkit.service.selection import (
    DEFAULT_ROWS,
    MOST_FILE_ROWS,
    MOST_ROWS,
    Selection,
    read_selection,
)
from toolkit.service.served_version import ServedTable, ServedVersion
from toolkit.service.table_files import TableFiles
from toolkit.service.table_rows import find_present_key, read_page, read_row
from toolkit.service.version_copy import Progress, copy_version

_EXPOSED = ("ETag", "Link", "Retry-After", TOTAL_HEADER, VERSION_HEADER)
_Handler = Callable[[Request], Awaitable[Response]]


def make_application(
    path: str | PathLike[str],
    at: str | int | None,
    catalog: str | None,
    limits: Limits,
    progress: Progress | None,
) -> Starlette:
    """Return the application, as `toolkit.service.make_application` does."""
    folder = tempfile.TemporaryDirectory(prefix="toolkit-serve-", ignore_cleanup_errors=True)
    try:
        served = copy_version(Path(path), Path(folder.name), at, catalog, progress)
        service = _Service(served, limits)
    except BaseException:
        folder.cleanup()
        raise

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        service.close()
        folder.cleanup()

    application = Starlette(
        routes=[Route(address, handler) for address, handler in service.routes.items()],
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD"],
                allow_headers=["*"],
                expose_headers=_EXPOSED,
            )
        ],
        exception_handlers={
            Problem: service.say_problem,
            HTTPException: service.say_http_error,
            Exception: service.say_defect,
        },
        lifespan=lifespan,
    )
    application.router.redirect_slashes = False
    # The folder is there for as long as the application is, with or without a lifespan.
    application.state.folder = folder
    application.state.served = served
    return application


class _Service:
    """Answers requests about one version."""

    def __init__(self, served: ServedVersion, limits: Limits) -> None:
        self.served = served
        self.limits = limits
        self.readers = Readers(served, limits)
        self.files = TableFiles(served)
        self.queries = QueryPool(served.database, limits)
        self.askers = ThreadPoolExecutor(limits.queries_at_once + limits.queries_waiting, "query")

    @property
    def routes(self) -> dict[str, _Handler]:
        """The handlers by address."""
        return {
            "/": self.overview,
            "/datapackage.json": self.descriptor,
            "/health": self.health,
            "/openapi.json": self.description,
            "/query": self.query,
            "/tables": self.tables,
            "/tables/{name}": self.table,
            "/tables/{name}/{key:path}": self.row,
        }

    def close(self) -> None:
        """End what reads and asks."""
        self.queries.close()
        self.askers.shutdown(cancel_futures=True)
        self.readers.close()

    async def overview(self, request: Request) -> Response:
        """Answer what there is, for a person as HTML, for a program as JSON."""
        refuse_others(read_parameters(request.scope["query_string"]), ())
        as_page = "text/html" in request.headers.get("accept", "")
        tag = entity_tag(self.served, request, "html" if as_page else "json")
        if is_known(request, tag):
            return unchanged(self.served, tag)
        if not as_page:
            return respond(self.served, request, json_bytes(service_overview(self.served)), tag)
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
        headers = {"Content-Security-Policy": policy}
        page = front_page(self.served).encode()
        return respond(self.served, request, page, tag, "text/html", headers)

    async def tables(self, request: Request) -> Response:
        """Answer which tables there are."""
        listed = [describe_table(table) for table in self.served.tables.values()]
        return self._constant(request, {"version": self.served.version, "tables": listed})

    async def descriptor(self, request: Request) -> Response:
        """Answer the descriptor, whose resources are the tables as this service has them."""
        return self._constant(request, served_descriptor(self.served))

    async def description(self, request: Request) -> Response:
        """Answer the description of the service (OpenAPI 3.1)."""
        return self._constant(request, self._description)

    async def health(self, request: Request) -> Response:
        """Answer whether the database answers."""
        refuse_others(read_parameters(request.scope["query_string"]), ())
        await self.readers.read(lambda cursor: cursor.execute("SELECT 1").fetchone())
        body = json_bytes({"status": "ok", "version": self.served.version})
        return respond_unkept(self.served, request, body)

    async def query(self, request: Request) -> Response:
        """Answer one query in SQL."""
        parameters = read_parameters(request.scope["query_string"])
        refuse_others(parameters, ("sql",))
        sql = single(parameters, "sql")
        if sql is None:
            raise Problem(
                BAD_REQUEST, "There is no SQL to run; write it as /query?sql=SELECT ... ."
            )
        # A query may ask for the time or for chance, so that nobody may keep its answer.
        loop = asyncio.get_running_loop()
        body = await loop.run_in_executor(self.askers, self.queries.ask, sql)
        return respond_unkept(self.served, request, body)

    async def table(self, request: Request) -> Response:
        """Answer what a table is, or its rows in one of the forms."""
        name = request.path_params["name"]
        parameters = read_parameters(request.scope["query_string"])
        if name in self.served.tables:
            return self._constant(request, describe_table(self.served.tables[name]))
        stem, _, form = name.rpartition(".")
        table = self._table(stem if form in {"json", *FORMATS} else name)
        tag = entity_tag(self.served, request)
        most = MOST_ROWS if form == "json" else MOST_FILE_ROWS
        default = DEFAULT_ROWS if form == "json" else MOST_FILE_ROWS
        selection = read_selection(table, parameters, default, most)
        if is_known(request, tag):
            return unchanged(self.served, tag)
        if form == "json":
            return await self._page(request, selection, parameters, tag)
        return await self._file(request, selection, parameters, form, tag)

    async def row(self, request: Request) -> Response:
        """Answer one row with its evidence."""
        table, key = self._table(request.path_params["name"]), request.path_params["key"]
        refuse_others(read_parameters(request.scope["query_string"]), ())
        tag = entity_tag(self.served, request)
        if is_known(request, tag):
            return unchanged(self.served, tag)
        has_evidence = self.served.has_evidence
        try:
            row, evidence = await self.readers.read(
                lambda cursor: read_row(cursor, table, key, evidence=has_evidence)
            )
        except Problem as problem:
            if problem.status != NOT_FOUND or "redirects" not in self.served.tables:
                raise
            present = await self.readers.read(lambda cursor: find_present_key(cursor, table, key))
            if present is None:
                raise
            path = f"{root_of(request)}/tables/{quote(table.name)}/{quote(present)}"
            headers = {**common_headers(self.served, tag), "Location": path}
            return Response(status_code=307, headers=headers)
        body = {"table": table.name, "version": self.served.version, "key": key, "row": row}
        return respond(self.served, request, json_bytes({**body, "evidence": evidence}), tag)

    async def say_problem(self, _: Request, problem: Exception) -> Response:
        """Say why a request can't be answered."""
        assert isinstance(problem, Problem)
        return respond_problem(self.served, problem.status, problem.detail)

    async def say_http_error(self, request: Request, error: Exception) -> Response:
        """Say that there is no such address, or that it can only be read."""
        assert isinstance(error, HTTPException)
        path = request.scope["path"][:200]
        said = {
            404: f"There is no {path!r} here; / lists what there is.",
            405: f"{request.method[:20]} is not answered: all here can only be read; use GET.",
        }
        detail = said.get(error.status_code, str(error.detail))
        return respond_problem(self.served, error.status_code, detail, error.headers)

    async def say_defect(self, _: Request, __: Exception) -> Response:
        """Say that the service is at fault; the server writes down what happened."""
        said = "This is a defect of the service; tell whoever runs it, who finds it in its log."
        return respond_problem(self.served, 500, said)

    @cached_property
    def _description(self) -> dict[str, Any]:
        return describe_service(self.served, self.limits)

    def _constant(self, request: Request, value: Any) -> Response:
        refuse_others(read_parameters(request.scope["query_string"]), ())
        tag = entity_tag(self.served, request)
        if is_known(request, tag):
            return unchanged(self.served, tag)
        return respond(self.served, request, json_bytes(value), tag)

    def _table(self, name: str) -> ServedTable:
        table = self.served.tables.get(name)
        if table is None:
            known = nearest(name, list(self.served.tables))
            raise Problem(NOT_FOUND, f"There is no table {name[:100]!r}; {known}")
        return table

    async def _page(
        self, request: Request, selection: Selection, parameters: Parameters, tag: str
    ) -> Response:
        page = await self.readers.read(lambda cursor: read_page(cursor, selection))
        following = None
        if page.follows:
            changed = {"offset": str(selection.offset + selection.limit)}
            if page.last is not None and not selection.offset:
                changed = {"after": page.last}
            following = address_of(request, parameters, changed)
        body = {
            "table": selection.table.name,
            "version": self.served.version,
            "total": page.total,
            "limit": selection.limit,
            "next": following,
            "rows": [dict(zip(page.columns, row, strict=True)) for row in page.rows],
        }
        headers = {TOTAL_HEADER: str(page.total), "Link": links_of(request, parameters, following)}
        return respond(self.served, request, json_bytes(body), tag, headers=headers)

    async def _file(
        self, request: Request, selection: Selection, parameters: Parameters, form: str, tag: str
    ) -> Response:
        table, media_type = selection.table, FORMATS[form].media_type
        headers = {"Content-Disposition": f'inline; filename="{quote(table.name)}.{form}"'}
        if not parameters:
            path = await self.readers.read(lambda cursor: self.files.whole(cursor, table, form))
            headers |= common_headers(self.served, tag) | {TOTAL_HEADER: str(table.rows)}
            return FileResponse(path, headers=headers, media_type=media_type)
        body, total = await self.readers.read(
            lambda cursor: self.files.selected(cursor, selection, form)
        )
        headers[TOTAL_HEADER] = str(total)
        return respond(self.served, request, body, tag, media_type, headers)
