#pragma once

#include <string>
#include <string_view>

#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"

/// A compiled template with a name and a description, and these members beside them.
inline std::string compiled(std::string_view members = {}) {
  std::string json = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "metadata": {"name": "Some Things", "description": "This module deploys some things."})";
  if (!members.empty()) json.append(",\n  ").append(members);
  return json.append("\n}\n");
}

/// A registry in memory with one module, of which a test says only what it is about.
class Registry {
 public:
  explicit Registry(std::string folder = "avm/ptn/some/thing") : folder_(std::move(folder)) {
    put("main.json", compiled());
    put("main.bicep", "metadata name = 'Some Things'\n");
  }

  /// A file of the module.
  Registry& put(std::string_view file, std::string content) {
    return put_at(folder_ + "/" + std::string(file), std::move(content));
  }
  /// A file anywhere.
  Registry& put_at(std::string path, std::string content) {
    files_.write(std::move(path), std::move(content));
    return *this;
  }
  /// A test of the module that deploys it with these parameters.
  Registry& put_test(std::string_view params, std::string_view name = "defaults") {
    return put("tests/e2e/" + std::string(name) + "/main.test.bicep",
               "module testDeployment '../../../main.bicep' = {\n  name: 'test'\n  params: {\n" +
                   std::string(params) + "\n  }\n}\n");
  }

  [[nodiscard]] const avmdoc::MemoryFileSystem& files() const { return files_; }
  [[nodiscard]] avmdoc::Module load(avmdoc::LoadOptions options = {}) const {
    return avmdoc::Loader(files_, std::move(options))
        .load({folder_, avmdoc::identity_of(folder_).value()});
  }
  [[nodiscard]] std::string readme() const { return avmdoc::render_readme(load()); }

 private:
  std::string folder_;
  avmdoc::MemoryFileSystem files_;
};
