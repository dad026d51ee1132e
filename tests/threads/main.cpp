/// Renders and checks all modules of a registry from one catalog and one loader in eight threads at
/// once, and again in one, and holds the bytes against each other:
///
///   avmdoc-threads-test FOLDER
///
/// Built with `AVMDOC_SANITIZE=thread` it finds data races, too.
#include <atomic>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "avmdoc/avmdoc.hpp"

namespace {

constexpr std::size_t thread_count = 8;

struct Document {
  std::string readme;
  std::string model;
  std::string check;
  std::string error;
  friend bool operator==(const Document&, const Document&) = default;
};

Document document_of(const avmdoc::FileSystem& files, const avmdoc::Loader& loader,
                     const std::string& folder) {
  Document document;
  try {
    const auto identity = avmdoc::identity_of(folder);
    if (!identity) return {"", "", "", "no identity"};
    const avmdoc::ModuleFolder named{folder, *identity};
    document.check = avmdoc::check_json(avmdoc::check(loader, named), folder);
    const avmdoc::Module module = loader.load(named);
    document.readme = avmdoc::render_readme(module);
    document.model = avmdoc::model_json(module, files);
  } catch (const avmdoc::Error& error) {
    document.error = error.what();
  }
  return document;
}

/// All modules with so many threads, each of which begins elsewhere and takes every module that no
/// other took.
std::vector<Document> documents_of(const avmdoc::FileSystem& files, const avmdoc::Catalog& catalog,
                                   const std::vector<std::string>& folders, std::size_t threads) {
  const avmdoc::Loader loader(files, {&catalog, avmdoc::LinkPolicy::keep, ""});
  std::vector<Document> documents(folders.size());
  std::vector<std::atomic_flag> taken(folders.size());
  const auto work = [&](std::size_t first) {
    for (std::size_t i = 0; i < folders.size(); ++i) {
      const std::size_t index = (first + i) % folders.size();
      if (!taken[index].test_and_set()) {
        documents[index] = document_of(files, loader, folders[index]);
      }
    }
  };
  std::vector<std::jthread> running;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    // Neighbours begin at the same place, so that they meet over the same sources.
    running.emplace_back(work, thread / 2 * folders.size() / threads);
  }
  running.clear();
  return documents;
}

/// Eight threads load, render and parse the very same module at once.
bool same_module_at_once(const avmdoc::FileSystem& files, const avmdoc::Catalog& catalog,
                         const std::string& folder, const Document& expected) {
  const avmdoc::Loader loader(files, {&catalog, avmdoc::LinkPolicy::keep, ""});
  std::vector<Document> documents(thread_count);
  std::vector<std::jthread> running;
  for (Document& document : documents) {
    running.emplace_back([&] { document = document_of(files, loader, folder); });
  }
  running.clear();
  for (const Document& document : documents) {
    if (document != expected) return false;
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: avmdoc-threads-test FOLDER\n";
    return 2;
  }
  const avmdoc::DiskFileSystem files;
  const avmdoc::Catalog& catalog = avmdoc::Catalog::builtin();
  const std::vector<std::string> folders = avmdoc::find_modules(files, arguments[1]);
  const std::vector<Document> one = documents_of(files, catalog, folders, 1);
  const std::vector<Document> eight = documents_of(files, catalog, folders, thread_count);
  std::size_t rendered = 0;
  std::size_t different = 0;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    rendered += one[i].readme.empty() ? 0U : 1U;
    if (one[i] != eight[i]) {
      ++different;
      std::cerr << folders[i] << ": differs\n";
    }
  }
  if (!folders.empty() && !same_module_at_once(files, catalog, folders[0], one[0])) {
    ++different;
    std::cerr << folders[0] << ": differs between threads that load it at once\n";
  }
  std::cout << rendered << " of " << folders.size() << " modules rendered, " << different
            << " different\n";
  return rendered == 0 || different != 0 ? 1 : 0;
}
