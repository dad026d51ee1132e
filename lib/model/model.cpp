#include "avmdoc/model.hpp"

#include "interface/interface.hpp"
#include "model/declarations.hpp"
#include "model/json.hpp"
#include "model/parameters.hpp"
#include "model/places.hpp"
#include "source/path.hpp"
#include "text/decoding.hpp"

namespace avmdoc {
namespace {

JsonOut identity_json(const Identity& identity) {
  static constexpr const char* kinds[] = {"resource", "pattern", "utility", "other"};
  return {{"kind", kinds[static_cast<std::size_t>(identity.kind)]},
          {"path", identity.path},
          {"full", identity.full()}};
}

/// The module's own metadata, without what the compiler adds.
JsonOut metadata_json(const Interface& interface) {
  JsonOut result = JsonOut::object();
  for (const InterfaceValue& value : interface.metadata) {
    if (!value.unknown) result[value.name] = json_of(value.value);
  }
  return result;
}

JsonOut compiler_json(const Template& compiled) {
  const auto metadata = object_member(compiled.root(), "metadata");
  const auto generator = metadata ? object_member(*metadata, "_generator") : std::nullopt;
  if (!generator) return nullptr;
  JsonOut result = JsonOut::object();
  for (const char* key : {"name", "version", "templateHash"}) {
    if (const auto text = string_member(*generator, key)) result[key] = *text;
  }
  return result;
}

JsonOut banners_json(const Module& module) {
  JsonOut result = JsonOut::array();
  for (const Banner& banner : module.banners) {
    result.push_back({{"file", banner.file}, {"lines", banner.lines}});
  }
  return result;
}

JsonOut resource_types_json(const Module& module) {
  JsonOut result = JsonOut::array();
  for (const ResourceType& type : module.resource_types) {
    result.push_back(
        {{"type", type.type}, {"apiVersion", type.api_version}, {"reference", type.reference}});
  }
  return result;
}

JsonOut examples_json(const Module& module) {
  JsonOut result = JsonOut::array();
  for (const Example& example : module.examples) {
    JsonOut& json = result.emplace_back();
    json["title"] = example.title;
    json["description"] = example.description ? JsonOut(*example.description) : JsonOut(nullptr);
    json["folder"] = example.folder;
    if (example.skip_reason) json["skipReason"] = *example.skip_reason;
    if (example.parameters) {
      json["parameters"] = json_of(Value(*example.parameters));
    } else {
      json["source"] = example.source;
    }
  }
  return result;
}

}  // namespace

std::string model_json(const Module& module, const FileSystem& files, JsonLayout layout) {
  const std::string& path = module.compiled;
  const Template compiled = Template::parse(decode_text(files.read(path)).text, path);
  const Interface interface = read_interface(compiled.root(), path);
  const Places places(files, module.source);

  JsonOut json = JsonOut::object();
  json["version"] = model_version;
  json["identity"] = identity_json(module.identity);
  json["name"] = module.name;
  json["description"] = module.description ? JsonOut(*module.description) : JsonOut(nullptr);
  json["titleType"] = module.title_type;
  json["rules"] = module.rules->name;
  json["targetScope"] = interface.scope.empty() ? "resourceGroup" : interface.scope;
  json["metadata"] = metadata_json(interface);
  json["metadataFile"] = module.metadata ? json_of(*module.metadata) : JsonOut(nullptr);
  json["compiler"] = compiler_json(compiled);
  json["versioned"] = module.versioned;
  json["banners"] = banners_json(module);
  json["resourceTypes"] = resource_types_json(module);
  json["resources"] = resources_json(interface, places);
  json["scopedChildren"] = module.scoped_children;
  json["hasTests"] = module.has_tests;
  json["examples"] = examples_json(module);
  json["requiredParameters"] = module.required_parameters;
  json["parameters"] = parameters_json(module, interface, places);
  json["types"] = types_json(interface, compiled, places);
  json["variables"] = variables_json(interface, places);
  json["functions"] = functions_json(module, interface, places);
  json["outputs"] = outputs_json(module, interface, places);
  json["references"] = {{"local", module.local_references}, {"remote", module.remote_references}};
  json["notes"] = module.notes;
  json["telemetryNotice"] =
      module.telemetry_notice.empty() ? JsonOut(nullptr) : JsonOut(module.telemetry_notice);
  json["diagnostics"] = json_of(module.diagnostics, module.folder);
  return text_of(json, layout);
}

}  // namespace avmdoc
