// Modules without main.json: any main.bicep, with a file and a cached module that it may refer to,
// gives a README and a model, or an `Error` with places in the sources. A line `//---` is between
// the two sources in the input; the second is called types.bicep.

#include <string>

#include "avmdoc/source_file_system.hpp"
#include "module.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view separator = "\n//---\n";
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find(separator), text.size());
  avmdoc::MemoryFileSystem files;
  files.write(fuzz::in_module("main.bicep"), std::string(text.substr(0, end)));
  if (end < text.size()) {
    files.write(fuzz::in_module("types.bicep"), std::string(text.substr(end + separator.size())));
  }
  files.write("cache/br/mcr.microsoft.com/bicep$avm$types/1.0.0$/main.json", fuzz::compiled);

  const avmdoc::ModuleFolder folder = fuzz::module_folder();
  std::string first;
  for (int round = 0; round < 2; ++round) {
    const avmdoc::SourceFileSystem source(files, avmdoc::ReadFrom::source, "cache");
    const avmdoc::Loader loader(source);
    std::string outcome;
    try {
      const avmdoc::Module module = loader.load(folder);
      outcome = avmdoc::render_readme(module);
      static_cast<void>(avmdoc::model_json(module, source));
    } catch (const avmdoc::Error& error) {
      fuzz::expect(!error.diagnostics().empty(), "an error says what is wrong");
      for (const avmdoc::Diagnostic& one : error.diagnostics()) outcome += format(one) + "\n";
    }
    fuzz::expect(round == 0 || outcome == first, "reading twice is the same");
    first = outcome;
  }
  return 0;
}
