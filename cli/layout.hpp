#pragma once

#include <memory>
#include <string>

#include "avmdoc/convention.hpp"
#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"

namespace avmdoc::cli {

/// A README's layout by a Mustache template. It is rendered with what `avmdoc model` prints, and
/// with `sections`, which holds each section of the README by its name, as in
/// `{{sections.parameters}}`. Nothing is escaped.
class Layout {
 public:
  /// Throws `Error` with the place in the file when it is no template.
  Layout(const FileSystem& files, const std::string& path);
  ~Layout();

  /// Ends in one line break. Throws `Error` as `model_json`. May be called by several threads.
  [[nodiscard]] std::string render(const Module& module, const FileSystem& files) const;

 private:
  std::string path_;
  std::string text_;
};

/// Gives a module whose README comes from a layout a convention by which nothing of the old one is
/// kept, since the layout's own text cannot be distinguished from what people wrote. `convention`
/// holds it and must outlive the module.
void keep_nothing(ModuleFolder& folder, Convention& convention);

}  // namespace avmdoc::cli
