#include <cstdio>
#include <string>

#include "arguments.hpp"
#include "avmdoc/bicep.hpp"
#include "avmdoc/file_system.hpp"
#include "command.hpp"
#include "console.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* parse_name = "parse";

constexpr const char* parse_examples = R"(
FILE is a .bicep or a .bicepparam file; - is the standard input, read as .bicep.

Exit status: 0 no syntax error, 1 some, 2 wrong usage or a file that cannot be read.
)";

constexpr const char* name_of_input = "<stdin>";

std::string read_input() {
  std::string text;
  std::string buffer(1U << 16U, '\0');
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
    text.append(buffer, 0, count);
  }
  if (std::ferror(stdin) != 0) {
    throw Error(error_at("unreadable-file", {name_of_input}, "cannot read the standard input"));
  }
  return text;
}

bicep::Tree parse_file(const FileSystem& files, const std::string& path) {
  if (path == "-") {
    return bicep::parse(read_input(), name_of_input);
  }
  const bool parameters = path.ends_with(".bicepparam");
  return bicep::parse(files.read(path), path,
                      parameters ? bicep::FileKind::bicepparam : bicep::FileKind::bicep);
}

int run(Console& console, const std::vector<std::string>& paths, bool print_tree) {
  const DiskFileSystem files;
  int exit_code = exit_done;
  for (const std::string& path : paths) {
    try {
      const bicep::Tree tree = parse_file(files, path);
      for (const Diagnostic& diagnostic : tree.diagnostics()) {
        console.print(diagnostic);
        exit_code = std::max(exit_code, exit_found);
      }
      if (print_tree) {
        print(printable_json(bicep::to_json(tree)));
      }
    } catch (const Error& error) {
      for (const Diagnostic& diagnostic : error.diagnostics()) {
        console.print(diagnostic);
      }
      exit_code = exit_failed;
    }
  }
  return exit_code;
}

}  // namespace

int parse(Console& console, const std::vector<std::string>& arguments) {
  const Syntax syntax = {parse_name,
                         "Prints the syntax errors of Bicep files.",
                         "FILE…",
                         {{"tree", "Print the syntax tree as JSON, too"}},
                         parse_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  if (given.operands().empty()) {
    throw UsageError("no file to parse; expected FILE…, or - for the standard input", parse_name);
  }
  return run(console, given.operands(), given.has("tree"));
}

}  // namespace avmdoc::cli
