"""avmdoc for Python, through its C interface. No package is needed but the shared library.

    registry = avmdoc.Registry()                      # the disk; or Registry({path: text, …})
    module = registry.module("avm/res/storage/storage-account")
    print(module.readme(), module.model()["parameters"])
"""
import ctypes
import ctypes.util
import json
import os


class _String(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_char)), ("size", ctypes.c_size_t)]


class _Error(ctypes.Structure):
    _fields_ = [("message", _String), ("diagnostics", _String)]


class _Options(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("links", ctypes.c_int32),
        ("catalog", ctypes.c_char_p),
        ("catalog_size", ctypes.c_size_t),
        ("telemetry_notice", ctypes.c_char_p),
        ("read_from", ctypes.c_int32),
        ("module_cache", ctypes.c_char_p),
    ]


_library = ctypes.CDLL(os.environ.get("AVMDOC_LIBRARY") or ctypes.util.find_library("avmdoc") or "libavmdoc.so.0")
_library.avmdoc_version.restype = ctypes.c_char_p
for _name in ("avmdoc_string_free", "avmdoc_error_free"):
    getattr(_library, _name).restype = None

VERSION: str = _library.avmdoc_version().decode()


class Error(Exception):
    """What went wrong. `diagnostics` is a list of dicts, as in model.schema.json."""

    def __init__(self, status: int, message: str, diagnostics: list):
        super().__init__(message)
        self.status = status
        self.diagnostics = diagnostics


def _take(string: _String) -> str:
    """The text, which is then freed. What a source holds that is not UTF-8 is replaced."""
    text = ctypes.string_at(string.data, string.size).decode("utf-8", errors="replace")
    _library.avmdoc_string_free(ctypes.byref(string))
    return text


def _call(name: str, *arguments) -> None:
    error = _Error()
    status = getattr(_library, name)(*arguments, ctypes.byref(error))
    if status:
        raise Error(status, _take(error.message), json.loads(_take(error.diagnostics)))


def _text(name: str, *arguments) -> str:
    result = _String()
    _call(name, *arguments, ctypes.byref(result))
    return _take(result)


def _bytes(text) -> bytes:
    return text if isinstance(text, bytes) else os.fsencode(text)


class _Handle:
    _kind = ""

    def __init__(self):
        self._handle = ctypes.c_void_p()

    def close(self) -> None:
        """Closes it; every later use is an `Error`. Done by itself when nobody holds it any more."""
        _call(f"avmdoc_{self._kind}_close", self._handle)

    def __del__(self):
        try:
            self.close()
        except (Error, TypeError):
            pass  # closed by hand, or the interpreter ends


class _Files(_Handle):
    _kind = "files"

    def __init__(self, contents: dict, over_disk: bool):
        super().__init__()
        _call("avmdoc_files_open", ctypes.c_int32(1 if over_disk else 0), ctypes.byref(self._handle))
        for path, content in contents.items():
            content = content.encode() if isinstance(content, str) else content
            _call("avmdoc_files_add", self._handle, _bytes(path), content, ctypes.c_size_t(len(content)))


class Registry(_Handle):
    """Where modules come from: the disk, files in memory, or with `over_disk` both."""

    _kind = "registry"

    def __init__(self, files: dict = None, over_disk: bool = False, links: str = "keep",
                 catalog: str = None, telemetry_notice: str = None, read_from: str = "auto",
                 module_cache: str = None):
        super().__init__()
        data = None if catalog is None else catalog.encode()
        notice = None if telemetry_notice is None else telemetry_notice.encode()
        options = _Options(ctypes.sizeof(_Options), ["keep", "catalog"].index(links), data, len(data or b""), notice,
                           ["auto", "source", "template"].index(read_from),
                           None if module_cache is None else _bytes(module_cache))
        memory = None if files is None else _Files(files, over_disk)
        _call("avmdoc_registry_open", memory and memory._handle, ctypes.byref(options), ctypes.byref(self._handle))

    def find(self, folder) -> list:
        """The modules at and below a folder: dicts with `path` and `identity`."""
        return json.loads(_text("avmdoc_registry_find", self._handle, _bytes(folder)))

    def check(self, folder, identity: str = None, strict_line_breaks: bool = False, readme_only: bool = False) -> dict:
        """What drifted, as in check-result.schema.json."""
        name = None if identity is None else identity.encode()
        flags = ctypes.c_int32(int(strict_line_breaks) + 2 * int(readme_only))
        return json.loads(_text("avmdoc_registry_check", self._handle, _bytes(folder), name, flags))

    def module(self, folder, identity: str = None) -> "Module":
        return Module(self, folder, identity)


class Module(_Handle):
    _kind = "module"

    def __init__(self, registry: Registry, folder, identity: str = None):
        super().__init__()
        name = None if identity is None else identity.encode()
        _call("avmdoc_module_open", registry._handle, _bytes(folder), name, ctypes.byref(self._handle))

    def readme(self) -> str:
        return _text("avmdoc_module_readme", self._handle)

    def section(self, name: str) -> str:
        return _text("avmdoc_module_section", self._handle, name.encode())

    def model(self) -> dict:
        return json.loads(_text("avmdoc_module_model", self._handle))

    def diagnostics(self) -> list:
        return json.loads(_text("avmdoc_module_diagnostics", self._handle))


def section_names() -> list:
    return json.loads(_text("avmdoc_section_names"))


def parse(text: str, file: str = None, parameters: bool = False) -> tuple:
    """The syntax tree of a Bicep file and its syntax errors."""
    tree, diagnostics = _String(), _String()
    data = text.encode() if isinstance(text, str) else text
    _call("avmdoc_bicep_parse", data, ctypes.c_size_t(len(data)), None if file is None else _bytes(file),
          ctypes.c_int32(1 if parameters else 0), ctypes.byref(tree), ctypes.byref(diagnostics))
    return json.loads(_take(tree)), json.loads(_take(diagnostics))
