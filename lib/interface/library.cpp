#include "interface/library.hpp"

#include "source/path.hpp"
#include "text/decoding.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

[[noreturn]] void fail(std::string code, std::string message) {
  throw Error(error_at(std::move(code), {}, std::move(message)));
}

/// What is wrong with a template of the cache, which nobody compiles there.
std::string damage_of(const Diagnostic& problem) {
  const Location& place = problem.location;
  const std::string where = place.position.line == 0
                                ? place.pointer
                                : "line " + std::to_string(place.position.line) + ", column " +
                                      std::to_string(place.position.column);
  const std::string what = replace_all(problem.message, "; run: bicep build main.bicep", "");
  return where.empty() ? what : where + ": " + what;
}

bool is_remote(std::string_view reference) { return reference.find(':') != std::string_view::npos; }

/// Collects what the statements of a file declare.
class Declaring {
 public:
  explicit Declaring(Unit& unit) : unit_(unit) {}

  void run() {
    for (const Node statement : unit_.tree->root().children()) declare(statement);
  }

 private:
  void declare(Node statement) {
    const auto name = statement.child(Field::name);
    switch (statement.kind()) {
      case NodeKind::metadata:
      case NodeKind::assertion:
        return;  // these have names of their own
      case NodeKind::output:
        add(outputs_, name, {statement, std::nullopt});
        return;
      case NodeKind::import:
        declare_imports(statement);
        return;
      default:
        add(unit_.declarations, name, {statement, std::nullopt});
    }
  }

  void declare_imports(Node statement) {
    const auto target = statement.child(Field::target);
    if (!target) return;
    if (target->kind() == NodeKind::import_wildcard) {
      add(unit_.declarations, target->child(Field::alias), {statement, target});
      return;
    }
    for (const Node item : target->children()) {
      if (item.kind() != NodeKind::import_item) continue;
      const auto alias = item.child(Field::alias);
      add(unit_.declarations, alias ? alias : item.child(Field::name), {statement, item});
    }
  }

  void add(decltype(Unit::declarations)& known, const std::optional<Node>& name,
           const Declaration& declaration) {
    auto text = name ? bicep::name_of(*name) : std::nullopt;
    if (!text) return;
    const auto [first, is_new] = known.try_emplace(*std::move(text), declaration);
    if (is_new) return;
    const Declaration& before = first->second;
    const auto item = before.import_item ? before.import_item : before.statement.child(Field::name);
    unit_.errors.push_back(
        error_at("declared-twice", {unit_.path, name->position()},
                 "'" + first->first + "' is declared a second time; the first is in line " +
                     std::to_string(item.value_or(before.statement).position().line)));
  }

  Unit& unit_;
  decltype(Unit::declarations) outputs_;
};

}  // namespace

const Declaration* Unit::find(std::string_view name) const {
  const auto found = declarations.find(std::string(name));
  return found == declarations.end() ? nullptr : &found->second;
}

std::size_t Library::weight_of(const Unit& unit) {
  // A parsed template takes about three times the memory of its text.
  return 1 + (unit.tree ? unit.tree->text().size() : 0) +
         (unit.compiled ? 3 * unit.compiled->text().size() : 0);
}

UnitPointer Library::source(const std::string& path) const {
  return units_.get(path, [&] {
    Unit unit;
    unit.path = path;
    unit.reference = base_name(path);
    unit.tree = sources_.tree(path);
    if (!unit.tree) {
      unit.tree =
          std::make_shared<bicep::Tree>(parse_source(decode_text(files_.read(path)).text, path));
    }
    std::vector<Diagnostic> errors;
    for (const Diagnostic& diagnostic : unit.tree->diagnostics()) {
      if (diagnostic.severity == Severity::error) errors.push_back(diagnostic);
    }
    if (!errors.empty()) throw Error(std::move(errors));
    Declaring(unit).run();
    return unit;
  });
}

UnitPointer Library::compiled(const std::string& path, std::string reference) const {
  return units_.get(path, [&] {
    Unit unit;
    unit.path = path;
    unit.reference = std::move(reference);
    unit.compiled = Template::parse(decode_text(files_.read(path)).text, path);
    return unit;
  });
}

UnitPointer Library::referenced(const std::string& path, const std::string& reference) const {
  if (!is_remote(reference)) {
    const std::string target = referenced_path(path, reference);
    if (files_.type(target) != FileType::file) {
      fail("file-missing", "there is no file '" + reference + "'");
    }
    if (!target.ends_with(".bicep")) return compiled(target, reference);
    return source(target);
  }
  const auto cached = remote(*configuration_of(std::string(parent_path(path))), reference);
  if (!cached->problem.empty()) {
    fail("reference-invalid", "'" + reference + "': " + cached->problem);
  }
  if (files_.type(cached->path) != FileType::file) {
    fail("module-not-restored", "'" + reference +
                                    "' is not in the module cache; run: bicep restore " +
                                    std::string(base_name(path)));
  }
  try {
    return compiled(cached->path, cached->reference);
  } catch (const Error& error) {
    fail("module-damaged", "'" + reference + "' is damaged in the module cache (" +
                               damage_of(error.diagnostics().front()) +
                               "); run: bicep restore --force " + std::string(base_name(path)));
  }
}

std::size_t Library::weight_of_imports(const EarlierImports& imports) {
  std::size_t weight = 1;
  for (const auto& [reference, text] : imports) weight += text.size();
  return weight;
}

/// Null when nothing is known of it.
UnitPointer Library::from_earlier_build(const std::string& path,
                                        const std::string& reference) const {
  const std::string build = with_extension(path, ".json");
  if (files_.type(build) != FileType::file) return nullptr;
  try {
    const auto imports = earlier_.get(build, [&] {
      return earlier_imports(Template::parse(decode_text(files_.read(build)).text, build));
    });
    const auto found = imports->find(reference);
    if (found == imports->end()) return nullptr;
    const std::string key = build + "\n" + reference;
    return units_.get(key, [&] {
      Unit unit;
      unit.path = key;
      unit.reference = reference;
      unit.compiled = Template::parse(found->second, build);
      unit.earlier_build = build;
      return unit;
    });
  } catch (const Error&) {
    return nullptr;  // it is no help, and the module in the cache is what should be there
  }
}

UnitPointer Library::imported(const std::string& path, const std::string& reference) const {
  const auto cached = remote(path, reference);
  if (cached && files_.type(cached->path) != FileType::file) {
    if (UnitPointer earlier = from_earlier_build(path, cached->reference)) return earlier;
  }
  return referenced(path, reference);
}

std::shared_ptr<const BicepConfiguration> Library::configuration_of(
    const std::string& folder) const {
  const auto found = configurations_.get(folder, [&] {
    const std::string file = join_path(folder, "bicepconfig.json");
    if (files_.type(file) == FileType::file) {
      return Configuration{std::make_shared<const BicepConfiguration>(
          read_bicep_configuration(file, files_.read(file)))};
    }
    std::string parent(parent_path(folder));
    if (parent == folder || folder.empty()) {
      return Configuration{std::make_shared<const BicepConfiguration>()};
    }
    return Configuration{configuration_of(parent)};
  });
  return found->shared;
}

std::shared_ptr<const CachedModule> Library::remote(const BicepConfiguration& configuration,
                                                    const std::string& reference) const {
  return cached_.get(configuration.file + "\n" + reference,
                     [&] { return cached_module(reference, configuration, module_cache_); });
}

std::shared_ptr<const CachedModule> Library::remote(const std::string& path,
                                                    const std::string& reference) const {
  if (!is_remote(reference)) return nullptr;
  auto found = remote(*configuration_of(std::string(parent_path(path))), reference);
  return found->problem.empty() ? found : nullptr;
}

std::string Library::template_hash(const CachedModule& module) const {
  return *hashes_.get(module.path, [&]() -> std::string {
    constexpr std::string_view key = "\"templateHash\": \"";
    if (files_.type(module.path) != FileType::file) return {};
    const auto head = sources_.head(module.path);
    if (head == nullptr) return {};
    const std::size_t begin = head->find(key);
    if (begin == std::string::npos) return {};
    const std::size_t end = head->find('"', begin + key.size());
    if (end == std::string::npos) return {};
    return head->substr(begin + key.size(), end - begin - key.size());
  });
}

}  // namespace avmdoc
