#include "check/older_format.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>

#include "readme/wording.hpp"

namespace avmdoc {
namespace {

/// The parts of that kind in all examples.
std::vector<std::string_view> parts_of_examples(const PageIndex& page, Part part) {
  std::vector<std::string_view> texts;
  for (const std::size_t span : page.filled) {
    if (page.spans[span].item == Item::example && page.spans[span].part == part) {
      texts.push_back(page.text_of(span));
    }
  }
  return texts;
}

bool has_example(const PageIndex& page) {
  return std::ranges::any_of(page.items,
                             [](const ItemKey& item) { return item.first == Item::example; });
}

/// Whether no form of an example has the words that the generator uses for one today.
bool has_other_forms(const PageIndex& actual, const PageIndex& expected) {
  const auto before = parts_of_examples(actual, Part::form);
  const auto after = parts_of_examples(expected, Part::form);
  const bool has_json = std::ranges::any_of(
      after, [](std::string_view form) { return form.find(wording::json_form) != form.npos; });
  if (!has_json) return false;
  return std::ranges::any_of(before,
                             [](std::string_view form) {
                               return form.find("via JSON Parameter file") != form.npos ||
                                      form.find("via Bicep module\n") != form.npos;
                             }) &&
         std::ranges::none_of(before, [](std::string_view form) {
           return form.find(wording::json_form) != form.npos;
         });
}

std::vector<std::string_view> names(const OlderFormat& format) {
  std::vector<std::string_view> signs;
  if (format.no_reference_block) signs.emplace_back("no reference block");
  if (format.no_folder_lines) signs.emplace_back("no lines with the folders of the examples");
  if (format.other_forms) signs.emplace_back("other titles of the examples' forms");
  if (format.named_deployments) signs.emplace_back("examples with the name of a deployment");
  if (format.linked_versions) signs.emplace_back("resource types without references");
  return signs;
}

}  // namespace

std::string OlderFormat::signs() const {
  std::string text;
  for (const std::string_view sign : names(*this)) text.append(text.empty() ? "" : ", ") += sign;
  return text;
}

bool OlderFormat::lacks(Item item) const {
  return item == Item::reference && is_older() && no_reference_block;
}

bool OlderFormat::differs_in(Part part) const {
  return (part == Part::path && no_folder_lines) ||
         ((part == Part::form || part == Part::form_end) && other_forms) ||
         (part == Part::frame && named_deployments) ||
         ((part == Part::links || part == Part::api_version || part == Part::table_head) &&
          linked_versions);
}

OlderFormat older_format(const PageIndex& actual, const PageIndex& expected) {
  OlderFormat format;
  const auto folder_lines = parts_of_examples(expected, Part::path);
  format.no_folder_lines =
      !folder_lines.empty() && has_example(actual) && parts_of_examples(actual, Part::path).empty();
  format.no_reference_block =
      expected.has({Item::reference, ""}) && !actual.has({Item::reference, ""});
  format.other_forms = has_other_forms(actual, expected);
  const auto is_call = [](std::string_view frame) {
    return frame.starts_with(wording::module_begin);
  };
  const auto is_named = [](std::string_view frame) {
    return frame.find("\n  name: '") != frame.npos;
  };
  auto calls = parts_of_examples(actual, Part::frame);
  std::erase_if(calls, [&](std::string_view frame) { return !is_call(frame); });
  format.named_deployments = !calls.empty() && std::ranges::all_of(calls, is_named);
  const std::size_t* const head =
      actual.find({Item::section, titles::resource_types}, Part::table_head);
  format.linked_versions =
      head != nullptr && actual.text_of(*head).starts_with("| Resource Type | API Version |\n") &&
      actual.text.find("](https://learn.microsoft.com/en-us/azure/templates/") != std::string::npos;
  return format;
}

namespace {

/// The folder in the key of an example; empty when it is not known.
std::string_view folder_in(std::string_view key) {
  return key.substr(0, key.find(wording::repeated));
}

struct TitledExample {
  std::string_view key;
  std::string_view title;
  std::string content;  ///< all but its number and the link to it
};

std::vector<TitledExample> examples_of(const PageIndex& page) {
  std::vector<TitledExample> examples;
  for (const std::size_t span : page.filled) {
    if (page.spans[span].part != Part::title) continue;
    TitledExample example{page.spans[span].key, page.text_of(span), {}};
    for (const std::size_t part : page.spans_of({Item::example, example.key})) {
      if (page.spans[part].part == Part::number || page.spans[part].part == Part::link) continue;
      example.content.append(page.text_of(part)) += '\n';
    }
    examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace

void name_examples(std::string_view actual_text, std::vector<Span>& actual,
                   std::string_view expected_text, const std::vector<Span>& expected) {
  const bool ambiguous =
      std::ranges::any_of(actual,
                          [](const Span& span) {
                            return span.item == Item::example &&
                                   span.key.find(wording::repeated) != span.key.npos;
                          }) ||
      std::ranges::any_of(expected, [](const Span& span) {
        return span.item == Item::example && span.key.find(wording::repeated) != span.key.npos;
      });
  if (!ambiguous) return;
  const PageIndex old(actual_text, actual);
  const PageIndex wanted(expected_text, expected);
  std::vector<TitledExample> left = examples_of(wanted);
  std::map<std::string, std::string, std::less<>> names;
  const std::vector<TitledExample> before = examples_of(old);
  // The same ones first, then those with the same title, then by the order in a folder.
  enum class Likeness : std::uint8_t { content, title, folder };
  for (const Likeness likeness : {Likeness::content, Likeness::title, Likeness::folder}) {
    for (const TitledExample& example : before) {
      if (names.contains(example.key)) continue;
      const std::string_view folder = folder_in(example.key);
      const auto found = std::ranges::find_if(left, [&](const TitledExample& other) {
        if (!folder.empty() && folder_in(other.key) != folder) return false;
        if (likeness == Likeness::content) return other.content == example.content;
        return likeness == Likeness::title ? other.title == example.title : !folder.empty();
      });
      if (found == left.end()) continue;
      names.emplace(example.key, found->key);
      left.erase(found);
    }
  }
  std::size_t unknown = 0;
  for (const TitledExample& example : before) {
    if (names.contains(example.key)) continue;
    names.emplace(example.key, std::string(folder_in(example.key)) + wording::repeated +
                                   std::string("old") + std::to_string(++unknown));
  }
  for (Span& span : actual) {
    const auto name = span.item == Item::example ? names.find(span.key) : names.end();
    if (name != names.end()) span.key = name->second;
  }
}

void name_banners(std::string_view actual_text, std::vector<Span>& actual,
                  std::string_view expected_text, const std::vector<Span>& expected) {
  std::vector<std::size_t> left;
  std::vector<std::size_t> open;
  for (std::size_t span = 0; span < expected.size(); ++span) {
    if (expected[span].item != Item::banner) continue;
    if (!text_of_span(expected_text, expected, span).empty()) left.push_back(span);
  }
  std::map<std::size_t, std::string> names;
  for (std::size_t span = 0; span < actual.size(); ++span) {
    if (actual[span].item != Item::banner) continue;
    const std::string_view text = text_of_span(actual_text, actual, span);
    if (text.empty()) continue;
    const auto same = std::ranges::find_if(left, [&](std::size_t other) {
      return text_of_span(expected_text, expected, other) == text;
    });
    if (same == left.end()) {
      open.push_back(span);
    } else {
      names.emplace(span, expected[*same].key);
      left.erase(same);
    }
  }
  for (std::size_t i = 0; i < open.size(); ++i) {
    names.emplace(open[i],
                  i < left.size() ? expected[left[i]].key : wording::repeated + std::to_string(i));
  }
  for (auto& [span, name] : names) actual[span].key = std::move(name);
}

}  // namespace avmdoc
