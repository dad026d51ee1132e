"""The Bicep CLI as a process that stays, so that a source takes milliseconds and not a second."""
import json
import subprocess


class Compiler:
    """Compiles sources with `bicep jsonrpc`."""

    def __init__(self, bicep: str):
        self.process = subprocess.Popen(
            [bicep, "jsonrpc", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.count = 0

    def call(self, method: str, params: dict) -> dict:
        self.count += 1
        request = {"jsonrpc": "2.0", "id": self.count, "method": method, "params": params}
        body = json.dumps(request).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()
        size = 0
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise EOFError("the Bicep CLI ended")
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
            if line == b"\r\n":
                break
        answer = json.loads(self.process.stdout.read(size))
        if "error" in answer:
            raise ValueError(answer["error"]["message"])
        return answer["result"]

    def compile(self, path: str):
        """The template of a source, or None; and the messages of the compiler."""
        result = self.call("bicep/compile", {"path": path})
        messages = [f"{one['code']}: {one['message']}" for one in result["diagnostics"] if one["level"] == "Error"]
        return (json.loads(result["contents"]) if result["success"] else None), messages

    def close(self):
        self.process.stdin.close()
        self.process.wait()
