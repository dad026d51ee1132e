// The old README: any bytes in its place give a README whose second rendering changes nothing, and
// a check that tells them apart.

#include <string>

#include "module.hpp"

namespace {

/// Whether the differences make `after` of `before`.
void check_difference(std::string_view before, std::string_view after) {
  std::size_t old_end = 0;
  std::size_t new_end = 0;
  for (const avmdoc::Hunk& hunk : avmdoc::line_difference(before, after)) {
    fuzz::expect(hunk.old_begin >= old_end && hunk.new_begin >= new_end, "hunks are in order");
    fuzz::expect(hunk.old_begin - old_end == hunk.new_begin - new_end,
                 "between hunks the texts are the same");
    old_end = hunk.old_begin + hunk.old_count;
    new_end = hunk.new_begin + hunk.new_count;
  }
  const std::string diff = avmdoc::unified_diff("README.md", before, after);
  fuzz::expect(diff.empty() == (before == after), "only equal texts do not differ");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string old(fuzz::text_of(data, size));
  avmdoc::MemoryFileSystem files;
  fuzz::write_sources(files);
  files.write(fuzz::in_module("main.json"), fuzz::compiled);
  files.write(fuzz::in_module("README.md"), old);
  const avmdoc::ModuleFolder folder = fuzz::module_folder();

  const avmdoc::Loader loader(files);
  const std::string readme = avmdoc::render_readme(loader.load(folder));
  fuzz::expect(readme.ends_with('\n'), "a README ends with a line break");

  const auto strict = avmdoc::check(loader, folder, {true, false});
  fuzz::expect(strict.readme != avmdoc::ReadmeState::missing &&
                   strict.readme != avmdoc::ReadmeState::unknown,
               "check sees the README");
  fuzz::expect((strict.readme == avmdoc::ReadmeState::current) == (old == readme),
               "only what generate writes is current");
  fuzz::expect((strict.state == avmdoc::CheckState::clean) == (old == readme),
               "all else has drifted");
  fuzz::expect(strict.drifts.empty() == (old == readme), "check says what drifted");
  static_cast<void>(avmdoc::check_json(strict, fuzz::module_path));
  const auto lenient = avmdoc::check(loader, folder, {false, false});
  fuzz::expect(lenient.readme == strict.readme, "how READMEs stand does not depend on the options");
  check_difference(old, avmdoc::with_line_breaks_of(old, readme));

  files.write(fuzz::in_module("README.md"), readme);
  const auto written = avmdoc::check(avmdoc::Loader(files), folder, {true, false});
  fuzz::expect(written.state == avmdoc::CheckState::clean, "check after generate is clean");
  return 0;
}
