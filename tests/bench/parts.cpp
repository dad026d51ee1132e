// How fast the parts of the pipeline are, each alone: megabytes of input a second.
//   AVMDOC_BENCH_REGISTRY=FOLDER avmdoc-bench-parts
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/readme.hpp"
#include "template/template.hpp"

namespace {

using avmdoc::DiskFileSystem;

std::string registry() {
  const char* folder = std::getenv("AVMDOC_BENCH_REGISTRY");
  if (folder == nullptr) throw std::runtime_error("AVMDOC_BENCH_REGISTRY is not set");
  return folder;
}

void collect(const std::string& folder, std::string_view ending, std::vector<std::string>& texts) {
  const DiskFileSystem files;
  for (const avmdoc::DirectoryEntry& entry : files.list(folder)) {
    const std::string path = folder + "/" + entry.name;
    if (entry.type == avmdoc::FileType::folder) {
      collect(path, ending, texts);
    } else if (entry.name.ends_with(ending)) {
      texts.push_back(files.read(path));
    }
  }
}

std::vector<std::string> texts_of(std::string_view ending) {
  std::vector<std::string> texts;
  collect(registry(), ending, texts);
  return texts;
}

void report(benchmark::State& state, const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

void parse_bicep(benchmark::State& state) {
  const std::vector<std::string> texts = texts_of(".bicep");
  if (texts.empty()) return state.SkipWithError("the registry holds no .bicep files");
  for ([[maybe_unused]] const auto iteration : state) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(avmdoc::bicep::parse(text));
  }
  report(state, texts);
}
BENCHMARK(parse_bicep)->Unit(benchmark::kMillisecond);

void parse_template(benchmark::State& state) {
  const std::vector<std::string> texts = texts_of("main.json");
  for ([[maybe_unused]] const auto iteration : state) {
    for (const std::string& text : texts) {
      benchmark::DoNotOptimize(avmdoc::Template::parse(text, "main.json"));
    }
  }
  report(state, texts);
}
BENCHMARK(parse_template)->Unit(benchmark::kMillisecond);

void render(benchmark::State& state) {
  const DiskFileSystem files;
  const avmdoc::Loader loader(files);
  std::vector<avmdoc::Module> modules;
  for (const std::string& folder : avmdoc::find_modules(files, registry())) {
    modules.push_back(loader.load({folder, avmdoc::identity_of(folder).value()}));
  }
  std::vector<std::string> texts(modules.size());
  for ([[maybe_unused]] const auto iteration : state) {
    for (std::size_t i = 0; i < modules.size(); ++i) texts[i] = avmdoc::render_readme(modules[i]);
  }
  report(state, texts);
}
BENCHMARK(render)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
