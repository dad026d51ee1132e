// The sources beside main.json: any main.bicep and any test give a README, a model and a check that
// looks whether main.json is older than they are, or an `Error`. A line `//---` stands between the
// two in the input.

#include <string>

#include "module.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view separator = "\n//---\n";
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find(separator), text.size());
  avmdoc::MemoryFileSystem files;
  fuzz::write_sources(files);
  files.write(fuzz::in_module("main.json"), fuzz::compiled);
  files.write(fuzz::in_module("main.bicep"), std::string(text.substr(0, end)));
  if (end < text.size()) {
    files.write(fuzz::in_module("tests/e2e/max/main.test.bicep"),
                std::string(text.substr(end + separator.size())));
  }
  const avmdoc::ModuleFolder folder = fuzz::module_folder();
  static_cast<void>(avmdoc::changed_modules(files, {folder}, {"avm/res/relay/other.bicep"}));

  const avmdoc::Loader loader(files);
  std::string readme;
  try {
    const avmdoc::Module module = loader.load(folder);
    readme = avmdoc::render_readme(module);
    fuzz::expect(avmdoc::render_readme(loader.load(folder)) == readme, "loading twice is the same");
    static_cast<void>(avmdoc::model_json(module, files));
  } catch (const avmdoc::Error& error) {
    fuzz::expect(!error.diagnostics().empty(), "an error says what is wrong");
  }
  const auto missing = avmdoc::check(loader, folder, {false, false});
  fuzz::expect((missing.state == avmdoc::CheckState::failed) == readme.empty(),
               "check fails where generate does");
  static_cast<void>(avmdoc::check_json(missing));
  for (const avmdoc::Drift& drift : missing.drifts) {
    fuzz::expect(!drift.sentence.empty(), "a drift is told");
  }
  if (readme.empty()) return 0;

  files.write(fuzz::in_module("README.md"), readme);
  const auto written = avmdoc::check(loader, folder, {false, false});
  if (!fuzz::quotes_a_section(readme)) {
    fuzz::expect(written.readme == avmdoc::ReadmeState::current, "check after generate is clean");
  }
  return 0;
}
