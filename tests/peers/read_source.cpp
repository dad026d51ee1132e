/// Prints, for each path of a `.bicep` file on standard input, the template that avmdoc makes of
/// it: one line of JSON with the member `template`, or with `errors`.
///
///     read_source MODULE-CACHE
#include <iostream>
#include <string>

#include "avmdoc/file_system.hpp"
#include "interface/json_text.hpp"
#include "interface/source_reader.hpp"

int main(int count, char** arguments) {
  const avmdoc::DiskFileSystem disk;
  std::string path;
  while (count == 2 && std::getline(std::cin, path)) {
    const avmdoc::Sources sources(disk);
    const avmdoc::Library library(disk, sources, arguments[1]);
    std::string line;
    try {
      line = "{\"template\":" + read_source(library, library.source(path)).json + "}";
    } catch (const avmdoc::Error& error) {
      line = "{\"errors\":[";
      for (const avmdoc::Diagnostic& one : error.diagnostics()) {
        if (line.back() != '[') line += ',';
        avmdoc::append_json_string(one.code + ": " + format(one), line);
      }
      line += "]}";
    }
    std::cout << line << std::endl;  // NOLINT(performance-avoid-endl): the reader waits for it
  }
  return count == 2 ? 0 : 2;
}
