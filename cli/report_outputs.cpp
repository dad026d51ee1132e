#include "report_outputs.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "avmdoc/file_system.hpp"
#include "avmdoc/file_writer.hpp"
#include "command.hpp"
#include "console.hpp"
#include "platform.hpp"
#include "usage.hpp"

namespace avmdoc::cli {
namespace {

std::string known_format(const std::string& name, const char* command) {
  if (std::ranges::find(report_formats(), name) == report_formats().end()) {
    const std::string nearest = suggestion(name, report_formats());
    std::string all;
    for (const std::string& format : report_formats()) all += (all.empty() ? "" : ", ") + format;
    throw UsageError(
        "unknown format '" + name + "'" + (nearest.empty() ? "; expected one of " + all : nearest),
        command);
  }
  return name;
}

ReportOutput output_of(const std::string& text, const char* command) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    throw UsageError("--output needs FORMAT=FILE, not '" + text + "'", command);
  }
  return {known_format(text.substr(0, equals), command), text.substr(equals + 1)};
}

[[noreturn]] void fail_to_write(const std::string& path) {
  throw Error(error_at("unwritable-file", {path}, "cannot write to it"));
}

}  // namespace

/// One place that a report goes to. A file of the user's is replaced as a whole at the end; a
/// device or a pipe is written to as the report is made.
class ReportDestination {
 public:
  explicit ReportDestination(std::string file) : name_(std::move(file)) {
    if (name_.empty()) return;
    if (DiskFileSystem().type(name_) != FileType::other) {
      file_ = std::make_unique<FileWriter>(name_);
      return;
    }
    device_.reset(std::fopen(name_.c_str(), "wb"));
    if (!device_) fail_to_write(name_);
  }

  void write(std::string_view text) {
    if (file_) {
      file_->write(text);
    } else if (!device_) {
      print(text);
    } else if (std::fwrite(text.data(), 1, text.size(), device_.get()) != text.size()) {
      fail_to_write(name_);
    }
  }

  void finish() {
    if (file_) file_->finish();
    if (device_ && std::fclose(device_.release()) != 0) fail_to_write(name_);
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };
  std::string name_;  ///< empty for standard output
  std::unique_ptr<FileWriter> file_;
  std::unique_ptr<std::FILE, Close> device_;
};

std::vector<ReportOutput> report_outputs(const Arguments& arguments, const char* command) {
  std::vector<ReportOutput> outputs = {{known_format(*arguments.value("format"), command), ""}};
  for (const std::string& output : arguments.values("output")) {
    outputs.push_back(output_of(output, command));
  }
  return outputs;
}

Reports::Reports(const std::vector<ReportOutput>& outputs, const CheckReport& report, bool quiet) {
  for (const ReportOutput& output : outputs) {
    auto destination = std::make_shared<ReportDestination>(output.file);
    const bool shown = output.file.empty();
    // A module must not control the terminal, and patches are not applied from one.
    const bool on_terminal = shown && platform::is_terminal(stdout);
    const std::string format = output.format == "patch" && on_terminal ? "diff" : output.format;
    writers_.push_back(
        report_writer(format, report, {shown && shows_colour(stdout), shown && quiet},
                      [destination](std::string_view text) { destination->write(text); }));
    destinations_.push_back(std::move(destination));
  }
}

void Reports::add(const CheckedModule& module) {
  for (const auto& writer : writers_) writer->add(module);
}

void Reports::finish() {
  for (const auto& writer : writers_) writer->finish();
  for (const auto& destination : destinations_) destination->finish();
}

}  // namespace avmdoc::cli
