#include "module/shown_texts.hpp"

#include "readme/form.hpp"
#include "source/path.hpp"
#include "text/lines.hpp"

namespace avmdoc {

extern const unsigned char embedded_telemetry_notice[];
extern const unsigned int embedded_telemetry_notice_size;

std::string_view builtin_telemetry_notice() {
  return {reinterpret_cast<const char*>(embedded_telemetry_notice), embedded_telemetry_notice_size};
}

namespace {

constexpr std::string_view orphaned = "ORPHANED.md";

}  // namespace

std::vector<Banner> read_banners(const Sources& sources, Module& module) {
  std::vector<Banner> banners;
  for (const std::string& file : module.convention->banners) {
    if (!sources.has_file(module.folder, file)) continue;
    if (!module.rules->orphaned_banner && file == orphaned) continue;
    Banner banner{file, {}};
    const std::string text = sources.read_text(join_path(module.folder, file), module.diagnostics);
    for (const std::string_view line : lines_of_file(text)) {
      const std::string quoted = "> " + std::string(line);
      // Only the lines of ORPHANED.md are trimmed.
      banner.lines.emplace_back(file == orphaned ? trim(quoted) : quoted);
    }
    banners.push_back(std::move(banner));
  }
  return banners;
}

std::vector<SectionText> read_section_texts(const Sources& sources, Module& module) {
  std::vector<SectionText> texts;
  for (const SectionShape& shape : module.convention->sections) {
    if (shape.before.empty() && shape.after.empty()) continue;
    const auto read = [&](const std::string& file) -> std::string {
      if (file.empty()) return {};
      const std::string path = normal_path(join_path(module.folder, file));
      if (sources.files().type(path) == FileType::none) {
        module.diagnostics.push_back(note_at(
            "text-missing", {path}, "there is no text for the section " + shape.name + " here"));
        return {};
      }
      return std::string(trim(sources.read_text(path, module.diagnostics)));
    };
    texts.push_back({shape.name, read(shape.before), read(shape.after)});
    std::erase(texts.back().before, '\r');
    std::erase(texts.back().after, '\r');
  }
  return texts;
}

}  // namespace avmdoc
