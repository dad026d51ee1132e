#include <catch2/catch.hpp>

#include "registry.hpp"

using avmdoc::Diagnostic;
using avmdoc::Module;

namespace {

std::string metadata(const std::string& version) {
  return R"("metadata": {"_generator": {"name": "bicep", "version": ")" + version + R"("}})";
}

std::string deployment(const std::string& version, const std::string& resources = "{}") {
  return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "properties": )"
         R"({"template": {)" +
         metadata(version) + R"(, "resources": )" + resources + "}}}";
}

std::string compiled_by(const std::string& version, const std::string& resources) {
  const std::string schema =
      "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  return R"({"$schema": ")" + schema + R"(", "languageVersion": "2.0", )" + metadata(version) +
         R"(, "resources": )" + resources + "}";
}

std::vector<std::string> codes_of(const Module& module) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : module.diagnostics) {
    CHECK(diagnostic.severity == avmdoc::Severity::note);
    CHECK(diagnostic.location.file == "avm/ptn/some/thing/main.json");
    CHECK(diagnostic.location.position.line == 1);
    codes.push_back(diagnostic.code);
  }
  return codes;
}

using Codes = std::vector<std::string>;

const std::string local_module = "module a 'part/main.bicep' = {\n  name: 'x'\n}\n";
const std::string remote_module = "module a 'br/public:avm/res/a/b:1.0.0' = {\n  name: 'x'\n}\n";

}  // namespace

TEST_CASE("the template of a local module has the compiler version of the whole", "[module]") {
  const auto codes = [](const std::string& source, const std::string& version) {
    return codes_of(
        Registry()
            .put("main.bicep", source)
            .put("part/main.bicep", "metadata name = 'Part'\n")
            .put("main.json", compiled_by("0.40.2.10011", R"({"a": )" + deployment(version) + "}"))
            .load());
  };
  CHECK(codes(local_module, "0.40.2.10011") == Codes{});
  CHECK(codes(local_module, "0.39.26.7824") == Codes{"compiler-versions-mixed"});
  CHECK(codes(local_module, "0.41.2.15936") == Codes{"compiler-versions-mixed"});
  // A published module keeps the version that it was published with.
  CHECK(codes(remote_module, "0.39.26.7824") == Codes{});
  CHECK(codes(remote_module, "0.40.2.10011") == Codes{});
  CHECK(codes(remote_module, "0.41.2.15936") == Codes{"compiler-versions-mixed"});
  CHECK(codes(remote_module, "0.40.10.1") == Codes{"compiler-versions-mixed"});
  CHECK(codes(remote_module, "unknown") == Codes{});
}

TEST_CASE("templates of the modules of a local module are compared as well", "[module]") {
  const auto module = [](const std::string& inner) {
    return Registry()
        .put("main.bicep", local_module)
        .put("part/main.bicep", "module b '../other.bicep' = {\n  name: 'x'\n}\n")
        .put("other.bicep", "metadata name = 'Other'\n")
        .put("main.json",
             compiled_by("0.40.2.10011",
                         R"({"a": )" +
                             deployment("0.40.2.10011", R"({"b": )" + deployment(inner) + "}") +
                             "}"))
        .load();
  };
  CHECK(codes_of(module("0.40.2.10011")).empty());
  CHECK(codes_of(module("0.39.26.7824")) == Codes{"compiler-versions-mixed"});
}

TEST_CASE("a module compiled by a newer compiler than its parent is noted", "[module]") {
  const auto codes = [](const std::string& parent) {
    return codes_of(Registry()
                        .put_at("avm/ptn/some/main.json", compiled_by(parent, "{}"))
                        .put("main.json", compiled_by("0.40.2.10011", "{}"))
                        .load());
  };
  CHECK(codes("0.40.2.10011") == Codes{});
  CHECK(codes("0.41.2.15936") == Codes{});
  CHECK(codes("0.9.1.41621") == Codes{"compiler-newer-than-parent"});
  CHECK(codes_of(Registry()
                     .put_at("avm/ptn/some/main.json", "not a template")
                     .put("main.json", compiled_by("0.40.2.10011", "{}"))
                     .load()) == Codes{});
}
