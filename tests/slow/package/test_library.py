"""The library as outside projects find it."""
import json
import http.server
import re
import shlex
import subprocess
import sys
import threading
import unittest

from installation import BUILD, Installation, MODULE, REGISTRY, SOURCE, run


class CMake(Installation):
    def test_static(self):
        program = self.build(SOURCE / "examples/cpp", "parameter-index", "-DBUILD_SHARED_LIBS=OFF")
        self.assert_indexes(program)
        self.assertNotIn("libavmdoc", run("ldd", program))

    def test_shared(self):
        program = self.build(SOURCE / "examples/cpp", "parameter-index", "-DBUILD_SHARED_LIBS=ON")
        self.assert_indexes(program)
        self.assertIn(str(self.prefix), run("ldd", program))
        needed = run("readelf", "-d", program)
        self.assertIn("libavmdoc.so.0", needed)
        for other in ("icu", "simdjson", "boost"):
            self.assertNotIn(other, needed, "the shared library brings its own")

    def test_c(self):
        program = self.build(SOURCE / "examples/c", "preview")
        html = run(program, MODULE, MODULE / "DEPRECATED.md", input=b"> Not any more.\n")
        self.assertIn("<blockquote>", html)
        self.assertIn("Not any more.", html)
        self.assertIn("<table>", html)

    def test_versions_and_components(self):
        build = self.folder / "versions"
        run("cmake", "-G", "Ninja", "-S", SOURCE / "tests/slow/package/versions", "-B", build,
            f"-DCMAKE_PREFIX_PATH={self.prefix}")

    def test_add_subdirectory(self):
        program = self.build(SOURCE / "tests/slow/package/subdirectory", "parameter-index", f"-DAVMDOC_SOURCE={SOURCE}",
                             "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0")
        self.assert_indexes(program)


class PkgConfig(Installation):
    def flags(self, *options) -> list:
        path = self.prefix / "lib/pkgconfig"
        return shlex.split(run("pkg-config", *options, "avmdoc", env={"PKG_CONFIG_PATH": str(path)}))

    def test_shared(self):
        program = self.folder / "use"
        run("cc", "-std=c99", "-pedantic-errors", "-Wall", "-Wextra", "-Werror", SOURCE / "tests/c/use.c", "-o", program,
            *self.flags("--cflags", "--libs"))
        self.assertRegex(run(program, MODULE, env={"LD_LIBRARY_PATH": str(self.prefix / "lib")}), r"(\d+) of \1 checks hold")

    def test_static(self):
        program = self.folder / "index"
        flags = [flag.replace("-lavmdoc", "-l:libavmdoc.a") for flag in self.flags("--static", "--cflags", "--libs")]
        self.assertIn("-l:libavmdoc.a", flags)
        run("c++", "-std=c++20", SOURCE / "examples/cpp/parameter_index.cpp", "-o", program, *flags)
        self.assert_indexes(program)

    def test_version(self):
        library = run(sys.executable, "-B", "-c", "import avmdoc; print(avmdoc.VERSION)", cwd=SOURCE / "examples/python",
                      env={"AVMDOC_LIBRARY": str(self.prefix / "lib/libavmdoc.so.0")})
        command = run(self.prefix / "bin/avmdoc", "--version")
        self.assertEqual([library.strip()], self.flags("--modversion"))
        self.assertEqual(command.strip(), f"avmdoc {library.strip()}")


class Files(Installation):
    def test_nothing_names_the_place_it_was_made_or_installed_at(self):
        for path in self.prefix.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                for folder in (self.first, BUILD):
                    self.assertNotIn(str(folder).encode(), content, path)

    def test_no_run_path(self):
        self.assertNotRegex(run("readelf", "-d", self.prefix / "lib/libavmdoc.so"), "RPATH|RUNPATH")

    def test_headers_show_nothing_of_other_libraries(self):
        headers = [path for path in (self.prefix / "include").rglob("*.h*")]
        self.assertGreater(len(headers), 8)
        for header in headers:
            for name in re.findall(r'#include [<"](.*)[>"]', header.read_text(encoding="utf-8")):
                self.assertRegex(name, r"^(avmdoc/\w+\.hp*|[a-z_]+|std\w+\.h)$", header)

    def test_each_header_compiles_alone(self):
        include = self.prefix / "include"
        for header in sorted(include.rglob("*.hpp")):
            run("c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{include}", "-x", "c++", "-",
                input=f'#include "{header.relative_to(include)}"\n'.encode())
        for language in ("c", "c++"):
            run("cc", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{include}", "-x", language, "-",
                input=b'#include "avmdoc.h"\navmdoc_options options = AVMDOC_OPTIONS_INIT;\n')


class Comments(http.server.BaseHTTPRequestHandler):
    received: list = []

    def do_POST(self):
        self.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(201)
        self.end_headers()

    def log_message(self, *_):
        pass


class Python(Installation):
    def python(self, *arguments, **options) -> str:
        library = {"AVMDOC_LIBRARY": str(self.prefix / "lib/libavmdoc.so.0")}
        return run(sys.executable, "-B", *arguments, cwd=SOURCE / "examples/python", env=library, **options)

    def test_binding(self):
        self.python(SOURCE / "tests/slow/package/binding.py", REGISTRY)

    def test_bot(self):
        server = http.server.HTTPServer(("127.0.0.1", 0), Comments)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        registry = self.folder / "registry"
        subprocess.run(["cp", "-r", REGISTRY, registry], check=True)
        readme = registry / MODULE.relative_to(REGISTRY) / "README.md"
        run(self.prefix / "bin/avmdoc", "generate", readme.parent)
        url = f"http://127.0.0.1:{server.server_port}/comments"
        self.assertIn("no README has drifted", self.python("drift_bot.py", registry, url))
        self.assertEqual(Comments.received, [])
        readme.write_text(readme.read_text(encoding="utf-8").replace("## Outputs", "## Outcome"), encoding="utf-8")
        with self.assertRaisesRegex(AssertionError, "exit code 1"):
            self.python("drift_bot.py", registry, url)
        [comment] = Comments.received
        self.assertIn("-## Outcome\n", comment["body"])
        self.assertIn("+## Outputs\n", comment["body"])
        self.assertIn("section Out", comment["body"], "and says what drifted")


class Examples(unittest.TestCase):
    def test_each_tool_has_less_than_40_lines(self):
        for tool in ("cpp/parameter_index.cpp", "c/preview.c", "python/drift_bot.py"):
            lines = (SOURCE / "examples" / tool).read_text(encoding="utf-8").splitlines()
            self.assertLess(len(lines), 40, tool)


if __name__ == "__main__":
    unittest.main(verbosity=2)
