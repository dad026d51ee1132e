// parameter-index FOLDER: each parameter of a registry, its types, and how many modules have it.
#include <avmdoc/avmdoc.hpp>
#include <iostream>
#include <map>
#include <set>

struct Entry {
  std::size_t modules = 0;
  std::set<std::string> types;
};

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: parameter-index FOLDER\n";
    return 2;
  }
  const avmdoc::DiskFileSystem files;
  const avmdoc::Loader loader(files);
  std::map<std::string, Entry> index;
  for (const std::string& folder : avmdoc::find_modules(files, arguments[1])) {
    const auto identity = avmdoc::identity_of(folder);
    if (!identity) continue;
    try {
      for (const auto& parameter : loader.load({folder, *identity}).parameters) {
        Entry& entry = index[parameter.name];
        ++entry.modules;
        entry.types.insert(parameter.type);
      }
    } catch (const avmdoc::Error& error) {
      for (const auto& diagnostic : error.diagnostics()) std::cerr << format(diagnostic) << '\n';
    }
  }
  for (const auto& [name, entry] : index) {
    std::cout << name << '\t' << entry.modules;
    for (const std::string& type : entry.types) std::cout << '\t' << type;
    std::cout << '\n';
  }
}
