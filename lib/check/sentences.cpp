#include "check/sentences.hpp"

#include <algorithm>
#include <array>

#include "check/consistency.hpp"
#include "readme/wording.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Longer values are for the diff.
constexpr std::size_t longest_value = 80;

/// What an item is called, and the kinds of drift that it can be in.
struct ItemWords {
  Item item;
  std::string_view word;
  DriftKind missing;
  DriftKind obsolete;
  DriftKind differs;
};

constexpr std::array<ItemWords, 14> item_words = {{
    {Item::title, "title", DriftKind::title_differs, DriftKind::title_differs,
     DriftKind::title_differs},
    {Item::banner, "banner", DriftKind::banner_differs, DriftKind::banner_differs,
     DriftKind::banner_differs},
    {Item::description, "description", DriftKind::description_differs,
     DriftKind::description_differs, DriftKind::description_differs},
    {Item::reference, "module reference", DriftKind::module_reference_differs,
     DriftKind::module_reference_differs, DriftKind::module_reference_differs},
    {Item::section, "section", DriftKind::section_missing, DriftKind::section_obsolete,
     DriftKind::section_differs},
    {Item::resource_type, "resource type", DriftKind::resource_type_missing,
     DriftKind::resource_type_obsolete, DriftKind::resource_type_differs},
    {Item::example, "example", DriftKind::example_missing, DriftKind::example_obsolete,
     DriftKind::example_differs},
    {Item::parameter_group, "section", DriftKind::section_edited, DriftKind::section_edited,
     DriftKind::section_edited},
    {Item::parameter, "parameter", DriftKind::parameter_missing, DriftKind::parameter_obsolete,
     DriftKind::parameter_differs},
    {Item::variant, "variant", DriftKind::variant_missing, DriftKind::variant_obsolete,
     DriftKind::variant_differs},
    {Item::function, "function", DriftKind::function_missing, DriftKind::function_obsolete,
     DriftKind::function_differs},
    {Item::output, "output", DriftKind::output_missing, DriftKind::output_obsolete,
     DriftKind::output_differs},
    {Item::cross_reference, "cross-reference", DriftKind::cross_reference_missing,
     DriftKind::cross_reference_obsolete, DriftKind::cross_reference_differs},
    {Item::own_section, "section", DriftKind::own_section, DriftKind::own_section,
     DriftKind::own_section},
}};

const ItemWords& words_of(Item item) {
  return *std::ranges::find(item_words, item, &ItemWords::item);
}

/// What a part is called in a sentence.
struct PartWords {
  Part part;
  std::string_view words;
};

constexpr std::array<PartWords, 27> part_words = {{
    {Part::heading, "heading"},
    {Part::navigation, "entry in the Navigation"},
    {Part::intro, "introduction"},
    {Part::none, "_None_"},
    {Part::table_head, "head of the table"},
    {Part::row, "row in the table"},
    {Part::text, "text"},
    {Part::name, "name"},
    {Part::type, "type"},
    {Part::description, "description"},
    {Part::required, "required"},
    {Part::default_value, "default"},
    {Part::allowed_values, "allowed values"},
    {Part::min_value, "minimum value"},
    {Part::max_value, "maximum value"},
    {Part::min_length, "minimum length"},
    {Part::max_length, "maximum length"},
    {Part::roles, "roles"},
    {Part::metadata_example, "example"},
    {Part::discriminator, "discriminator"},
    {Part::usage, "line about its use"},
    {Part::links, "references"},
    {Part::number, "number"},
    {Part::title, "title"},
    {Part::link, "link to it"},
    {Part::path, "line with its folder"},
    {Part::skip_note, "note that its deployment is skipped"},
}};

std::string_view words_of(Part part) {
  const auto* const found = std::ranges::find(part_words, part, &PartWords::part);
  return found == part_words.end() ? std::string_view() : found->words;
}

/// The value of a part on one line: without the label of a field, fences and code spans, and
/// without the bars of a table.
std::string value_of(const Finding& finding, std::string_view text) {
  const bool cell = finding.item == Item::output || finding.item == Item::function;
  if (cell && text.ends_with('|')) text.remove_suffix(1);
  const bool field = finding.item == Item::parameter && text.starts_with("- ");
  if (field) text.remove_prefix(std::min(text.find(':') + 1, text.size()));
  std::string result;
  bool open = true;
  for (const std::string_view whole : split_lines(text)) {
    const std::string_view line = trim(whole);
    if (line.empty() || line.starts_with("```")) continue;
    const bool closes = line.starts_with(']') || line.starts_with('}');
    if (!result.empty() && !open && !closes) result += ", ";
    result += line;
    open = line.ends_with('[') || line.ends_with('{');
  }
  const bool quoted = result.size() >= 2 && (result.front() == '`' || result.front() == '_') &&
                      result.front() == result.back();
  if (quoted) result = result.substr(1, result.size() - 2);
  if (result.starts_with('[') && result.ends_with(']') && finding.item == Item::title) {
    result = result.substr(1, result.size() - 2);
  }
  if (finding.item == Item::title && finding.part == Part::name && result.starts_with("# ")) {
    result.erase(0, 2);
  }
  return result;
}

bool is_short(std::string_view value) {
  return !value.empty() && value.size() <= longest_value &&
         value.find('\n') == std::string_view::npos;
}

/// `title`, `parameter tags`, `example 3 (max)`.
std::string subject_of(const Finding& finding) {
  switch (finding.item) {
    case Item::title:
    case Item::banner:
    case Item::description:
    case Item::reference:
    case Item::example:
      return item_name(finding);
    case Item::section:
      if (finding.key.empty()) return "introduction";
      [[fallthrough]];
    default:
      return std::string(words_of(finding.item).word) + " " + item_name(finding);
  }
}

bool is_plural(Part part) { return part == Part::allowed_values || part == Part::roles; }

/// `README differs from module`, with both values when they are short.
std::string difference(const Finding& finding) {
  const std::string before = value_of(finding, finding.before);
  const std::string after = value_of(finding, finding.after);
  std::string differs = is_plural(finding.part) ? " differ" : " differs";
  if (before == after || !is_short(before) || !is_short(after)) return differs;
  return differs + ": " + before + " (README) → " + after + " (module)";
}

/// ` is missing from the README`, and the like, for a part with a value.
std::string state(const Finding& finding) {
  const bool missing = finding.presence == Presence::missing;
  if (!missing && finding.presence != Presence::obsolete) return difference(finding);
  const std::string value = value_of(finding, missing ? finding.after : finding.before);
  const bool shown = is_short(value) && !is_fixed_text(finding.part);
  return (shown ? " " + value : std::string()) + (is_plural(finding.part) ? " are" : " is") +
         (missing ? " missing from the README" : " no longer in the module");
}

std::string own_section_sentence(const Finding& finding) {
  if (finding.part == Part::navigation) {
    if (finding.presence == Presence::missing) {
      return "entry " + finding.key + " is missing from the Navigation";
    }
    return "entry " + finding.key + " in the Navigation is of no section of the module's README";
  }
  return "section " + finding.key +
         " is not one that the generator writes and will be lost; only the section Notes is kept";
}

std::string version_sentence(const Finding& finding) {
  const std::string version = finding.item == Item::resource_type ? "API version" : "version";
  const std::string subject =
      finding.item == Item::resource_type ? finding.key : subject_of(finding);
  if (finding.part == Part::order) return subject + ": order of its API versions differs";
  if (finding.part == Part::links || finding.part == Part::row) {
    return subject + ": " +
           (finding.part == Part::links ? "references of " + version + " " + finding.detail
                                        : "row of " + version + " " + finding.detail) +
           (finding.before.empty() ? " missing from the README" : " differ") +
           (finding.part == Part::row && !finding.before.empty() ? "s" : "");
  }
  switch (finding.presence) {
    case Presence::missing:
      return subject + ": " + version + " " + finding.after + " is missing from the README";
    case Presence::obsolete:
      return subject + ": " + version + " " + finding.before + " is no longer in the module";
    default:
      return subject + ": " + version + " differs: " + finding.before + " (README) → " +
             finding.after + " (module)";
  }
}

std::string example_sentence(const Finding& finding) {
  const std::string subject = subject_of(finding);
  if (finding.part == Part::argument) {
    const std::string parameter = subject + ": parameter " + finding.detail;
    switch (finding.presence) {
      case Presence::missing:
        return parameter + " is missing from the README";
      case Presence::obsolete:
        return parameter + " is no longer in the test";
      default:
        return parameter + " differs";
    }
  }
  if (finding.part == Part::source) return subject + ": code differs from the test";
  if (finding.presence == Presence::edited) return subject + " edited by hand";
  if (words_of(finding.part).empty()) {
    return subject + ": its code" +
           (finding.presence == Presence::missing ? " is incomplete in the README"
                                                  : " has more than the module gives");
  }
  return subject + ": " + std::string(words_of(finding.part)) + state(finding);
}

std::string parameter_sentence(const Finding& finding) {
  const std::string subject = subject_of(finding);
  if (finding.part == Part::details)
    return subject + ": its own section is missing from the README";
  if (finding.part == Part::category) {
    return subject + ": requirement differs: " + finding.before + " (README) → " + finding.after +
           " (module)";
  }
  if (finding.presence == Presence::edited) {
    return subject + (finding.part == Part::other
                          ? " edited by hand"
                          : ": " + std::string(words_of(finding.part)) + " edited by hand");
  }
  return subject + ": " + std::string(words_of(finding.part)) + state(finding);
}

std::string section_sentence(const Finding& finding) {
  const std::string subject = subject_of(finding);
  if (finding.item == Item::parameter_group) {
    const std::string head =
        "section Parameters: head of the table " + finding.detail + " parameters";
    return head + (finding.presence == Presence::missing ? " is missing from the README"
                                                         : " edited by hand");
  }
  if (finding.part == Part::separator) return subject + " edited by hand: white space";
  if (finding.presence == Presence::edited) {
    return finding.part == Part::other
               ? subject + " edited by hand"
               : subject + ": " + std::string(words_of(finding.part)) + " edited by hand";
  }
  return subject + ": " + std::string(words_of(finding.part)) + state(finding);
}

std::string misplaced_sentence(const Finding& finding) {
  const std::string subject = subject_of(finding);
  switch (finding.part) {
    case Part::argument:
      return subject + ": parameter " + finding.detail +
             " is in another place than the generator's";
    case Part::row:
      return subject + ": its row in the table is in another place than the generator's";
    case Part::link:
      return subject + ": the link to it is in another place than the generator's";
    case Part::table_head:
      return "section Parameters: the table " + finding.detail +
             " parameters is in another place than the generator's";
    default:
      return subject + " is in another place than the generator's";
  }
}

bool is_whole_item(const Finding& finding) {
  return finding.part == Part::heading &&
         (finding.presence == Presence::missing || finding.presence == Presence::obsolete);
}

}  // namespace

std::string item_name(const Finding& finding) {
  switch (finding.item) {
    case Item::title:
    case Item::banner:
    case Item::description:
    case Item::reference:
      return std::string(words_of(finding.item).word);
    case Item::section:
    case Item::own_section:
      return finding.key.empty() ? "README.md" : finding.key;
    case Item::parameter_group:
      return std::string(titles::parameters);
    case Item::example: {
      std::string_view key = finding.key;
      key = key.substr(0, key.find(wording::repeated));
      return "example" +
             (finding.number == 0 ? std::string() : " " + std::to_string(finding.number)) +
             (key.empty() ? std::string() : " (" + std::string(key) + ")");
    }
    default:
      return finding.key;
  }
}

DriftKind kind_of(const Finding& finding) {
  if (finding.presence == Presence::older) return DriftKind::older_format;
  if (finding.presence == Presence::edited || finding.presence == Presence::misplaced) {
    return DriftKind::section_edited;
  }
  const ItemWords& words = words_of(finding.item);
  if (is_whole_item(finding)) {
    return finding.presence == Presence::missing ? words.missing : words.obsolete;
  }
  if (finding.item == Item::own_section) return words.obsolete;
  if (finding.item == Item::resource_type && finding.part == Part::api_version) {
    return DriftKind::api_version_differs;
  }
  return words.differs;
}

std::string sentence_of(const Finding& finding) {
  if (finding.presence == Presence::older) {
    return "README.md was written by an older generator: " + finding.before;
  }
  if (finding.presence == Presence::misplaced) return misplaced_sentence(finding);
  if (finding.item == Item::own_section) return own_section_sentence(finding);
  if (is_whole_item(finding)) {
    return subject_of(finding) + (finding.presence == Presence::missing
                                      ? " is missing from the README"
                                      : " is no longer in the module");
  }
  switch (finding.item) {
    case Item::title:
      return (finding.part == Part::type ? "resource type of the title" : "title") + state(finding);
    case Item::banner:
    case Item::description:
      return item_name(finding) + " differs";
    case Item::reference:
      return finding.part == Part::name ? "name of the module" + difference(finding)
                                        : "module reference differs";
    case Item::resource_type:
    case Item::cross_reference:
      return version_sentence(finding);
    case Item::example:
      return example_sentence(finding);
    case Item::parameter:
    case Item::variant:
    case Item::output:
    case Item::function:
      return parameter_sentence(finding);
    default:
      return section_sentence(finding);
  }
}

}  // namespace avmdoc
