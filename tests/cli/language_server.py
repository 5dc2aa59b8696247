"""A client of the YAML language server: one city as its workspace, requests over its standard input and output."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from tests.city import ROOT

INSTALLED = ROOT / "build" / "language-server" / "node_modules" / ".bin" / "yaml-language-server"
SECONDS = 60


def server_command() -> list[str] | None:
    """How the server is started: where .ci/run installs it, else from the path; None where it or node is absent."""
    if shutil.which("node") is None:
        return None
    found = str(INSTALLED) if INSTALLED.exists() else shutil.which("yaml-language-server")
    return [found, "--stdio"] if found else None


class Client:
    """Speaks to one server; answers what it asks meanwhile, and keeps the diagnostics it sends."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path, settings: Mapping[str, Any]) -> None:
        self.process, self.root, self.settings = process, root, settings
        self.arrived: Queue[dict[str, Any]] = Queue()
        self.last = 0
        Thread(target=self._read, daemon=True).start()

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Opens a file with that text and waits for its first diagnostics."""
        document = {"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == self.uri(path):
                    return list(params["diagnostics"])

    def at(self, request: str, path: str, line: int, character: int) -> Any:
        """The answer to a request about a place in an open file; line and character from 0."""
        place = {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{request}", place)

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:
        """The result of a request."""
        self.last += 1
        self._send({"id": self.last, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self.last and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def start(self) -> None:
        """The handshake, with the settings that an editor hands over."""
        folder = {"uri": self.root.as_uri(), "name": "city"}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                "publishDiagnostics": {},
            },
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self._sections()}})

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def _sections(self) -> dict[str, Any]:
        """The settings as sections: "yaml.schemas" stands in the section "yaml" as "schemas"."""
        found: dict[str, Any] = {"yaml": {"schemaStore": {"enable": False}, "hover": True, "completion": True}}
        for name, value in self.settings.items():
            section, _, key = name.partition(".")
            found.setdefault(section, {})[key] = value
        return found

    def _next(self) -> dict[str, Any]:
        message = self.arrived.get(timeout=SECONDS)
        if "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._sections().get(item.get("section")) for item in message["params"]["items"]]

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else None
            while stream.readline().strip():
                pass
            if length is not None:
                self.arrived.put(json.loads(stream.read(length)))


@contextmanager
def language_server(command: list[str], root: Path, settings: Mapping[str, Any]) -> Iterator[Client]:
    """A server that has been told the settings, ended on leaving."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        client = Client(process, root, settings)
        client.start()
        yield client
    finally:
        process.kill()
        process.communicate()
