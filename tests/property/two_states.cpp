#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <random>
#include <set>

#include "avmdoc/readme.hpp"
#include "check/comparison.hpp"
#include "check/old_page.hpp"
#include "check/older_format.hpp"
#include "check/sentences.hpp"
#include "ordering/collation.hpp"
#include "readme/render.hpp"
#include "registries.hpp"

using namespace avmdoc;

namespace {

/// A README with the spans that its writers recorded.
struct Rendered {
  explicit Rendered(const Module& module) : text(render_readme(module, spans)) {}
  std::vector<Span> spans;
  std::string text;
};

/// All modules of the goldens and the cases.
std::vector<Module> all_modules() {
  std::vector<Module> modules;
  for (const auto& registry : registries()) {
    const Loader loader(registry->files);
    for (const std::string& path : find_modules(registry->files, "")) {
      const auto identity = identity_of(path);
      if (identity) modules.push_back(loader.load({path, *identity}));
    }
  }
  return modules;
}

std::string described(const Span& span, std::string_view text) {
  return std::to_string(static_cast<int>(span.item)) + " " +
         std::to_string(static_cast<int>(span.part)) + " " +
         std::to_string(static_cast<int>(span.form)) + " " + span.key + " " + span.detail + ": " +
         std::string(text);
}

std::vector<std::string> described(const PageIndex& page) {
  std::vector<std::string> all;
  for (const std::size_t span : page.filled) {
    const bool named = page.spans[span].item != Item::banner;  // by their files, or not at all
    Span copy = page.spans[span];
    if (!named) copy.key.clear();
    all.push_back(described(copy, page.text_of(span)));
  }
  return all;
}

/// What a README says about each item, without what follows from others.
std::map<ItemKey, std::string> contents(const PageIndex& page) {
  std::map<ItemKey, std::string> all;
  for (const std::size_t span : page.filled) {
    const Span& part = page.spans[span];
    switch (part.part) {
      case Part::number:
      case Part::link:
      case Part::separator:
      case Part::comment:
      case Part::table_head:
      case Part::none:
      case Part::navigation:
      case Part::heading:
        if (part.item != Item::parameter && part.item != Item::variant) break;
        [[fallthrough]];
      default:
        all[page.item_of(span)] += described(part, page.text_of(span)) + '\n';
    }
  }
  return all;
}

const std::vector<std::string>& categories() {
  static const std::vector<std::string> known = {"Required", "Conditional", "Optional",
                                                 "Generated"};
  return known;
}

bool has_known_categories(const std::vector<Parameter>& parameters) {
  return std::ranges::all_of(parameters, [](const Parameter& parameter) {
    return std::ranges::find(categories(), parameter.category) != categories().end();
  });
}

class Mutation {
 public:
  explicit Mutation(unsigned seed) : random_(seed) {}

  void apply(Module& module) {
    const int count = 1 + below(3);
    for (int i = 0; i < count; ++i) one(module);
  }

 private:
  int below(std::size_t bound) {
    return static_cast<int>(std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_));
  }

  template <typename Items>
  auto any(Items& items) {
    return items.begin() + below(items.size());
  }

  /// Parameters stay in the order that the generator gives them.
  static void sort(std::vector<Parameter>& parameters) {
    const auto rank = [](const Parameter& parameter) {
      return std::ranges::find(categories(), parameter.category) - categories().begin();
    };
    std::ranges::stable_sort(parameters, [&](const Parameter& a, const Parameter& b) {
      if (rank(a) != rank(b)) return rank(a) < rank(b);
      return compare_culture(a.name, b.name) < 0;
    });
  }

  std::vector<Parameter>& any_list(Module& module) {
    std::vector<Parameter>* list = &module.parameters;
    while (!list->empty() && below(3) == 0) {
      Parameter& parameter = *any(*list);
      if (!parameter.variants.empty() && below(2) == 0) {
        list = &any(parameter.variants)->parameters;
      } else if (!parameter.properties.empty()) {
        list = &*any(parameter.properties);
      } else {
        break;
      }
    }
    return *list;
  }

  void one(Module& module) {
    std::vector<Parameter>& list = any_list(module);
    switch (below(16)) {
      case 0:
        if (!list.empty()) list.erase(any(list));
        break;
      case 1: {
        Parameter added;
        added.name = "added" + std::to_string(below(1000));
        added.category = *any(categories());
        added.required = added.category == "Required";
        added.type = "string";
        added.description = "New.";
        list.push_back(added);
        break;
      }
      case 2:
        if (!list.empty()) any(list)->type = "bool";
        break;
      case 3:
        if (!list.empty()) any(list)->description += " More.";
        break;
      case 4:
        if (!list.empty()) {
          Parameter& parameter = *any(list);
          parameter.category = parameter.category == "Required" ? "Optional" : "Required";
          parameter.required = parameter.category == "Required";
        }
        break;
      case 5:
        if (!list.empty()) any(list)->default_value = other_;
        break;
      case 6:
        if (!list.empty()) any(list)->properties.clear();
        break;
      case 7:
        if (!module.examples.empty()) module.examples.erase(any(module.examples));
        break;
      case 8:
        if (!module.examples.empty()) {
          Example example = *any(module.examples);
          example.folder += "x";
          example.title += " again";
          module.examples.insert(any(module.examples), example);
        }
        break;
      case 9:
        if (!module.examples.empty() && any(module.examples)->parameters) {
          Example& example = *any(module.examples);
          if (example.parameters && !example.parameters->empty()) {
            if (below(2) == 0) {
              example.parameters->erase(any(*example.parameters));
            } else {
              any(*example.parameters)->second = other_;
            }
          }
        }
        break;
      case 10:
        if (!module.examples.empty()) any(module.examples)->skip_reason = "Because.";
        break;
      case 11:
        if (!module.outputs.empty()) module.outputs.erase(any(module.outputs));
        break;
      case 12:
        module.outputs.push_back({"zz" + std::to_string(below(1000)), "string", "New output."});
        break;
      case 13:
        if (!module.resource_types.empty()) any(module.resource_types)->api_version = "2031-01-01";
        break;
      case 14:
        if (module.remote_references.empty()) {
          module.remote_references.emplace_back("br/public:avm/res/x/y:1.2.3");
        } else {
          module.remote_references.erase(any(module.remote_references));
        }
        break;
      default:
        module.description = "Another description.";
    }
    sort(list);
  }

  std::mt19937 random_;
  const Value other_{std::string("other")};
};

bool covers(const Finding& finding, const ItemKey& item) {
  if (finding.item == item.first && finding.key == item.second) return true;
  // A finding about a parameter that is missing or obsolete is about its properties, too.
  const std::string parent = finding.key + ".";
  if (item.second.starts_with(parent) && finding.part == Part::heading) return true;
  return item.first == Item::parameter_group || item.first == Item::section;
}

}  // namespace

TEST_CASE("reading a README back gives what its writers recorded") {
  std::size_t count = 0;
  for (const Module& module : all_modules()) {
    INFO(module.folder);
    const Rendered rendered(module);
    const PageIndex page(rendered.text, rendered.spans);
    const std::vector<Span> spans = read_spans(rendered.text, known_texts(module, page));
    const std::vector<std::string> read = described(PageIndex(rendered.text, spans));
    const std::vector<std::string> recorded = described(page);
    const auto [a, b] = std::ranges::mismatch(read, recorded);
    CHECK((a == read.end() ? "" : *a) == (b == recorded.end() ? "" : *b));
    ++count;
  }
  CHECK(count > 30);
}

TEST_CASE("a README of another state of its module reports what changed, and nothing else") {
  std::size_t pairs = 0;
  std::size_t sentences = 0;
  for (const Module& module : all_modules()) {
    const Rendered rendered(module);
    const PageIndex expected(rendered.text, rendered.spans);
    // Other requirement types come in the order of their first parameters, which mutations change.
    if (!has_known_categories(module.parameters)) continue;
    for (unsigned seed = 1; seed <= 60; ++seed) {
      Module other = module;
      Mutation(seed).apply(other);
      const Rendered before(other);
      if (before.text == rendered.text) continue;
      ++pairs;
      INFO(module.folder << ", seed " << seed);
      std::vector<Span> spans = read_spans(before.text, known_texts(module, expected));
      name_examples(before.text, spans, rendered.text, rendered.spans);
      name_banners(before.text, spans, rendered.text, rendered.spans);
      const PageIndex actual(before.text, spans);
      const std::vector<Finding> findings = compare_pages(actual, expected, *module.convention);
      const auto old_contents = contents(actual);
      const auto new_contents = contents(expected);
      const auto changed = [&](const ItemKey& item) {
        const auto a = old_contents.find(item);
        const auto b = new_contents.find(item);
        return (a == old_contents.end()) != (b == new_contents.end()) ||
               (a != old_contents.end() && a->second != b->second);
      };
      CHECK_FALSE(findings.empty());
      for (const Finding& finding : findings) {
        INFO(sentence_of(finding) << ", part " << static_cast<int>(finding.part));
        ++sentences;
        CHECK(finding.presence != Presence::edited);
        CHECK(finding.presence != Presence::misplaced);
        CHECK(changed({finding.item, finding.key}));
      }
      for (const auto* side : {&old_contents, &new_contents}) {
        for (const auto& [item, text] : *side) {
          if (!changed(item)) continue;
          INFO("changed: " << static_cast<int>(item.first) << " " << item.second);
          CHECK(std::ranges::any_of(findings,
                                    [&](const Finding& finding) { return covers(finding, item); }));
        }
      }
    }
  }
  std::cout << pairs << " pairs, " << sentences << " sentences\n";
  CHECK(pairs > 1000);
}
