#include "check/causes.hpp"

#include <algorithm>

#include "check/cause_stages.hpp"
#include "readme/sections.hpp"
#include "source/path.hpp"
#include "template/template.hpp"
#include "text/ascii.hpp"
#include "text/decoding.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

Cause cause_of_title(const Finding& finding, CauseContext& context) {
  if (finding.part != Part::type) {
    return cause_of_declaration(context, context.module.source, NodeKind::metadata, "metadata",
                                "name", true);
  }
  return given_or_built_in(context.options.catalog_file, "API catalog");
}

Cause cause_of_banner(const Finding& finding, CauseContext& context) {
  const auto is_present = [&](std::string_view file) {
    return std::ranges::any_of(context.module.banners,
                               [&](const Banner& banner) { return banner.file == file; });
  };
  if (is_present(finding.key)) return start_of(join_path(context.module.folder, finding.key));
  // The text names the file that it came from.
  for (const auto& [word, file] :
       {std::pair("deprecated", "DEPRECATED.md"), std::pair("orphaned", "ORPHANED.md"),
        std::pair("moved", "MOVED-TO-AVM.md")}) {
    if (lowered(finding.before).find(word) != std::string::npos && !is_present(file)) {
      return missing_file(join_path(context.module.folder, file));
    }
  }
  return {};
}

Cause cause_of_reference(const Finding& finding, CauseContext& context) {
  // Elsewhere its parameters changed, or the settings did.
  if (!context.module.convention->reference_needs_version_file) return {};
  if (finding.part == Part::name) return missing_in(context.module.folder, "the module's folder");
  const std::string file = join_path(context.module.folder, "version.json");
  return context.module.versioned ? start_of(file) : missing_file(file);
}

Cause cause_of_section(const Finding& finding, CauseContext& context) {
  if (finding.key != titles::data_collection || finding.presence == Presence::edited ||
      finding.presence == Presence::misplaced) {
    return {};
  }
  if (finding.part == Part::text) {
    return given_or_built_in(context.options.telemetry_notice_file, "telemetry notice");
  }
  return cause_of_declaration(context, context.module.source, NodeKind::parameter, "parameter",
                              context.module.convention->telemetry_parameter, false);
}

Cause find_cause(const Finding& finding, CauseContext& context) {
  // What was edited by hand has its reason in the README alone.
  if (finding.presence == Presence::edited || finding.presence == Presence::misplaced ||
      finding.presence == Presence::older) {
    return {};
  }
  switch (finding.item) {
    case Item::title:
      return cause_of_title(finding, context);
    case Item::banner:
      return cause_of_banner(finding, context);
    case Item::description:
      return cause_of_declaration(context, context.module.source, NodeKind::metadata, "metadata",
                                  "description", true);
    case Item::reference:
      return cause_of_reference(finding, context);
    case Item::section:
      return cause_of_section(finding, context);
    case Item::resource_type:
      return cause_of_resource_type(finding, context);
    case Item::example:
      return cause_of_example(finding, context);
    case Item::parameter:
    case Item::variant:
      return cause_of_parameter(finding, context);
    case Item::function:
      return cause_of_declared(finding, context, NodeKind::function, "function");
    case Item::output:
      return cause_of_declared(finding, context, NodeKind::output, "output");
    case Item::cross_reference:
      return cause_of_cross_reference(finding, context);
    default:
      return {};
  }
}

}  // namespace

Cause cause_at(const SourceNode& node) { return {node.location(), {}}; }
Cause cause_at(const SourceNode& source, Node node) { return cause_at(source.with(node)); }

Cause start_of(std::string file) {
  Cause cause;
  cause.place.file = std::move(file);
  cause.place.position = {1, 1};
  return cause;
}

Cause missing_in(std::string file, std::string reason) {
  Cause cause;
  cause.place.file = std::move(file);
  cause.reason = std::move(reason);
  return cause;
}

Cause missing_file(std::string file) {
  return missing_in(std::move(file), "there is no such file");
}

Cause given_or_built_in(const std::string& file, std::string_view what) {
  if (!file.empty()) return start_of(file);
  Cause cause;
  cause.reason = "the " + std::string(what) + " that is built into avmdoc";
  return cause;
}

Cause cause_of_declaration(CauseContext& context, const std::string& file, NodeKind kind,
                           std::string_view word, std::string_view name, bool value) {
  const auto found = find_declaration(context.search, file, kind, name);
  if (!found) {
    if (context.search.tree(file) == nullptr) return {};
    return missing_in(file, "it declares no " + std::string(word) + " " + std::string(name));
  }
  const auto node = value ? found->node.child(Field::value) : std::nullopt;
  return cause_at(*found, node.value_or(name_node(found->node)));
}

std::size_t size_of(Node node) { return node.end_token() - node.first_token(); }

CauseContext cause_context(const Module& module, const Sources& sources, const LoadOptions& options,
                           const std::vector<Finding>& findings) {
  CauseContext context{module, SourceSearch(sources), options, example_keys(module.examples), {}};
  const auto is_about_type = [](const Finding& finding) {
    return finding.item == Item::resource_type;
  };
  if (std::ranges::none_of(findings, is_about_type)) return context;
  const std::string& path = module.compiled;
  const Template compiled = Template::parse(decode_text(sources.files().read(path)).text, path);
  for (const Finding& finding : findings) {
    if (!is_about_type(finding)) continue;
    if (!context.search.visit(compiled.resources().size())) break;
    const auto symbols = path_to_resource(compiled, finding.key, finding.detail);
    context.resources[{finding.key, finding.detail}].assign(symbols.begin(), symbols.end());
  }
  return context;
}

Cause cause_of(const Finding& finding, CauseContext& context) {
  Cause cause = find_cause(finding, context);
  return context.search.is_exhausted() ? Cause{} : cause;
}

}  // namespace avmdoc
