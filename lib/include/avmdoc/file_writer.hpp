#pragma once

#include <memory>
#include <string_view>

#include "avmdoc/export.h"

namespace avmdoc {

namespace platform {
class NewFile;
}

/// Like `write_file`, but piece by piece, for output that does not fit into memory: the file takes
/// its name when it is finished; until then the old one stays as it was. All calls throw `Error`.
class AVMDOC_API FileWriter {
 public:
  explicit FileWriter(std::string_view path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void write(std::string_view content);
  void finish();

 private:
  std::unique_ptr<platform::NewFile> file_;
};

}  // namespace avmdoc
