#pragma once

#include <memory>
#include <string_view>

#include "avmdoc/export.h"

namespace avmdoc {

namespace platform {
class NewFile;
}

/// `write_file` piece by piece, for what does not fit into memory: the file takes its name when it
/// is finished, and without that the old one stays as it was. All calls throw `Error`.
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
