#include "check/outline.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "check/example_outline.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// What stands in the first code span of a line, or nothing.
std::string_view code_span(std::string_view line) {
  const std::size_t begin = line.find('`');
  if (begin == std::string_view::npos) return {};
  const std::size_t end = line.find('`', begin + 1);
  return end == std::string_view::npos ? std::string_view()
                                       : line.substr(begin + 1, end - begin - 1);
}

/// The cell of a table's row, from 0, with its blanks taken off.
std::string_view cell(std::string_view row, std::size_t index) {
  if (row.starts_with('|')) row.remove_prefix(1);
  for (; index > 0; --index) {
    const std::size_t bar = row.find('|');
    if (bar == std::string_view::npos) return {};
    row.remove_prefix(bar + 1);
  }
  return trim(row.substr(0, row.find('|')));
}

/// A cell's text without the markup of a code span or a link.
std::string_view plain(std::string_view text) {
  if (text.starts_with('[')) text = text.substr(1, text.find(']') - 1);
  if (const std::string_view code = code_span(text); !code.empty()) return code;
  return text;
}

/// Whether a row holds marks alone, as the one below a table's head does.
bool is_delimiter(std::string_view row) {
  return row.find_first_not_of("|:- \t") == std::string_view::npos;
}

class Reading {
 public:
  explicit Reading(std::string_view text) { outline_.lines = split_lines(text); }

  Outline run(BlockReader& reader) {
    for (const Block& block : reader.read(outline_.lines)) read(block);
    name_links();
    return std::move(outline_);
  }

 private:
  [[nodiscard]] std::string_view line(std::size_t index) const { return outline_.lines[index]; }

  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const {
    std::string result;
    for (std::size_t i = begin; i < end; ++i) result.append(i == begin ? "" : "\n").append(line(i));
    return result;
  }

  Entry& entry(EntryKind kind, std::string_view key) {
    const auto known = index_.find({kind, std::string(key)});
    if (known != index_.end()) return outline_.entries[known->second];
    index_.emplace(std::make_pair(kind, std::string(key)), outline_.entries.size());
    Entry added;
    added.kind = kind;
    added.key = key;
    added.section = section_;
    return outline_.entries.emplace_back(std::move(added));
  }

  /// A second part of one name in an entry gets a number, so that none hides another.
  void add(EntryKind kind, std::string_view key, std::string name, std::string content,
           std::size_t begin, std::size_t end) {
    Entry& to = entry(kind, key);
    const auto count = std::ranges::count_if(to.parts, [&](const Part& part) {
      return part.name.starts_with(name) &&
             (part.name.size() == name.size() || part.name[name.size()] == '\x1f');
    });
    if (count > 0) name += "\x1f" + std::to_string(count + 1);
    to.parts.push_back({std::move(name), std::move(content), begin, end});
  }
  void add(EntryKind kind, std::string_view key, std::string name, const Block& block) {
    add(kind, key, std::move(name), text(block.begin, block.end), block.begin, block.end);
  }

  void read(const Block& block) {
    if (block.kind == BlockKind::heading && block.level <= 3) {
      read_heading(block);
    } else if (section_.empty()) {
      read_introduction(block);
    } else if (section_ == "Navigation") {
      read_navigation(block);
    } else if (section_ == "Parameters") {
      read_parameters(block);
    } else if (section_ == "Usage examples") {
      read_examples(block);
    } else if (block.kind == BlockKind::table) {
      read_table(block);
    } else {
      add(EntryKind::section, section_, "text", block);
    }
  }

  void read_heading(const Block& block) {
    std::string_view heading = line(block.begin);
    while (heading.starts_with('#')) heading.remove_prefix(1);
    heading = trim(heading);
    if (block.level == 1 && section_.empty()) {
      const std::size_t type = std::min(heading.rfind(" `["), heading.size());
      add(EntryKind::title, "", "name", std::string(heading.substr(0, type)), block.begin,
          block.end);
      // Also where there is none, so that the line is known to have changed.
      add(EntryKind::title, "", "type", std::string(code_span(heading.substr(type))), block.begin,
          block.end);
      return;
    }
    if (block.level <= 2) {
      section_ = heading;
      item_.reset();
      prefix_.clear();
      add(EntryKind::section, section_, "heading", block);
      return;
    }
    if (section_ == "Parameters" && heading.starts_with("Parameter: `")) {
      begin_item(EntryKind::parameter, code_span(heading), block);
    } else if (section_ == "Parameters" && heading.starts_with("Variant: `")) {
      begin_item(EntryKind::variant, code_span(heading), block);
    } else if (section_ == "Usage examples" && heading.starts_with("Example ")) {
      examples_.push_back("\x1f" + std::to_string(examples_.size() + 1));
      item_ = {EntryKind::example, examples_.back()};
      const std::size_t colon = std::min(heading.find(": "), heading.size());
      add(EntryKind::example, examples_.back(), "title",
          std::string(heading.substr(std::min(colon + 2, heading.size()))), block.begin, block.end);
      entry(EntryKind::example, examples_.back()).number =
          heading.substr(8, colon < 8 ? 0 : colon - 8);
    } else {
      add(EntryKind::section, section_, "text", block);
    }
  }

  void begin_item(EntryKind kind, std::string_view key, const Block& block) {
    item_ = {kind, std::string(key)};
    prefix_ = key;
    category_.clear();
    // The first paragraph of a variant follows its heading at once.
    add(kind, key, "heading", text(block.begin, block.begin + 1), block.begin, block.begin + 1);
    seen_description_ = false;
  }

  void read_introduction(const Block& block) {
    const std::string_view first = line(block.begin);
    if (block.kind == BlockKind::quote) {
      add(EntryKind::banner, "", "text", block);
      return;
    }
    const bool reference = first.starts_with("You can reference the module") ||
                           first.starts_with("For examples,") ||
                           (block.kind == BlockKind::code && has_reference_);
    has_reference_ = has_reference_ || reference;
    add(reference ? EntryKind::reference : EntryKind::description, "", "text", block);
  }

  void read_navigation(const Block& block) {
    if (block.kind == BlockKind::list_item) {
      const std::string_view link = line(block.begin);
      const std::size_t begin = link.find('[');
      const std::size_t end = link.find("](#");
      if (begin != std::string_view::npos && end != std::string_view::npos && end > begin) {
        add(EntryKind::section, link.substr(begin + 1, end - begin - 1), "navigation", block);
        return;
      }
    }
    add(EntryKind::section, section_, "text", block);
  }

  /// `| `Type` | version | references |`, and the other tables by their first cell.
  void read_table(const Block& block) {
    const bool types = section_ == "Resource Types";
    const EntryKind kind = types                                    ? EntryKind::resource_type
                           : section_ == "Exported functions"       ? EntryKind::function
                           : section_ == "Outputs"                  ? EntryKind::output
                           : section_ == "Cross-referenced modules" ? EntryKind::cross_reference
                                                                    : EntryKind::section;
    if (kind == EntryKind::section) {
      add(kind, section_, "text", block);
      return;
    }
    const std::size_t rows = std::min(block.begin + 2, block.end);
    add(EntryKind::section, section_, "table", text(block.begin, rows), block.begin, rows);
    for (std::size_t i = rows; i < block.end; ++i) {
      const std::string_view row = line(i);
      if (is_delimiter(row)) {
        add(EntryKind::section, section_, "table", std::string(row), i, i + 1);
        continue;
      }
      const std::string key(plain(cell(row, 0)));
      if (types) {
        const std::string_view version = cell(row, 1);
        add(kind, key, "version " + std::string(plain(version)), std::string(row), i, i + 1);
      } else if (kind == EntryKind::output) {
        const std::string_view type = cell(row, 1);
        add(kind, key, "type", std::string(type), i, i + 1);
        const std::size_t rest = row.find('|', static_cast<std::size_t>(type.data() - row.data()));
        add(kind, key, "description", std::string(row.substr(std::min(rest, row.size()))), i,
            i + 1);
      } else {
        add(kind, key, "row", std::string(row), i, i + 1);
      }
    }
  }

  void read_parameters(const Block& block) {
    const std::string_view first = line(block.begin);
    if (block.kind == BlockKind::paragraph && block.end == block.begin + 1 &&
        first.starts_with("**") && first.ends_with(" parameters**")) {
      category_ = first.substr(2, first.size() - 2 - 13);
      add(item_ ? item_->first : EntryKind::section, item_ ? item_->second : section_, "category",
          block);
      return;
    }
    if (block.kind == BlockKind::table) {
      read_parameter_table(block);
      return;
    }
    if (!item_) {
      add(EntryKind::section, section_, "text", block);
      return;
    }
    if (block.kind == BlockKind::list_item) {
      read_field(block);
    } else if (!seen_description_ && block.kind == BlockKind::paragraph) {
      seen_description_ = true;
      add(item_->first, item_->second, "description", block);
    } else {
      add(item_->first, item_->second, "text", block);
    }
  }

  void read_parameter_table(const Block& block) {
    const std::size_t rows = std::min(block.begin + 2, block.end);
    const bool variants = line(block.begin).starts_with("| Variant");
    add(item_ ? item_->first : EntryKind::section, item_ ? item_->second : section_, "table",
        text(block.begin, rows), block.begin, rows);
    for (std::size_t i = rows; i < block.end; ++i) {
      const std::string_view row = line(i);
      if (is_delimiter(row)) {
        add(item_ ? item_->first : EntryKind::section, item_ ? item_->second : section_, "table",
            std::string(row), i, i + 1);
        continue;
      }
      std::string key(plain(cell(row, 0)));
      if (variants) {
        // A row links to its variant by the address of the heading alone.
        add(EntryKind::variant, variant_key(key), "row", std::string(row), i, i + 1);
        continue;
      }
      if (!prefix_.empty()) key = prefix_ + "." + key;
      add(EntryKind::parameter, key, "category of its row", category_, i, i);
      add(EntryKind::parameter, key, "row", std::string(row), i, i + 1);
    }
  }

  /// The discriminator of the parameter stands among its fields.
  std::string variant_key(const std::string& name) {
    const Part* part = item_ ? entry(item_->first, item_->second).part("Discriminator") : nullptr;
    const std::string discriminator(part == nullptr ? std::string_view() : code_span(part->text));
    return prefix_ + "." + discriminator + "-" + name;
  }

  /// `- Type: string`, or a name with a block below it.
  void read_field(const Block& block) {
    std::string_view first = line(block.begin);
    first.remove_prefix(std::min<std::size_t>(first.find_first_not_of("-* "), first.size()));
    const std::size_t colon = first.find(':');
    if (colon == std::string_view::npos) {
      add(item_->first, item_->second, "text", block);
      return;
    }
    add(item_->first, item_->second, std::string(first.substr(0, colon)), block);
  }

  void read_examples(const Block& block) {
    if (!item_) {
      const bool link = block.kind == BlockKind::list_item && line(block.begin).starts_with("- [");
      if (link) links_.push_back(block);
      if (!link) add(EntryKind::section, section_, "text", block);
      return;
    }
    const std::string_view first = line(block.begin);
    const std::size_t path = first.find("[/tests/e2e/");
    if (block.kind == BlockKind::paragraph && path != std::string_view::npos) {
      const std::string_view folder = first.substr(path + 12, first.find(']', path) - path - 12);
      folders_[item_->second] = folder;
      add(EntryKind::example, item_->second, "path", block);
    } else if (block.kind == BlockKind::html && first.starts_with("<summary>via ")) {
      form_ = first.substr(13, first.find('<', 13) - 13);
      add(EntryKind::example, item_->second, "form " + form_, block);
    } else if (block.kind == BlockKind::code && first.starts_with("```") &&
               !first.starts_with("```text")) {
      for (Part& part : example_parts(outline_.lines, block.begin, block.end, form_)) {
        add(EntryKind::example, item_->second, std::move(part.name), std::move(part.text),
            part.begin, part.end);
      }
    } else if (block.kind == BlockKind::html) {
      add(EntryKind::example, item_->second, "markup", block);
    } else {
      const bool skip = block.kind == BlockKind::quote || first.starts_with("```text");
      const bool described = folders_.find(item_->second) == folders_.end();
      add(EntryKind::example, item_->second,
          skip ? "skip note" : (described ? "description" : "text"), block);
    }
  }

  /// Examples are known by the folders of their tests, and the links above them by their order.
  void name_links() {
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const Block& block = links_[i];
      std::string link = text(block.begin, block.end);
      // The number in the address follows from those before it.
      const std::size_t number = link.find("(#example-");
      std::size_t example = i;
      if (number != std::string::npos) {
        std::size_t end = number + 10;
        while (end < link.size() && is_digit(link[end])) ++end;
        std::size_t told = 0;
        std::from_chars(link.data() + number + 10, link.data() + end, told);
        if (told >= 1 && told <= examples_.size()) example = told - 1;
        link.erase(number + 10, end - number - 10);
      }
      if (example < examples_.size()) {
        add(EntryKind::example, examples_[example], "link", std::move(link), block.begin,
            block.end);
      } else {
        add(EntryKind::section, "Usage examples", "text", std::move(link), block.begin, block.end);
      }
    }
    for (Entry& entry : outline_.entries) {
      if (entry.kind != EntryKind::example) continue;
      const auto folder = folders_.find(entry.key);
      const Part* title = entry.part("title");
      entry.key = folder != folders_.end() ? folder->second
                  : title != nullptr       ? "\x1f" + title->text
                                           : entry.key;
    }
  }

  Outline outline_;
  std::map<std::pair<EntryKind, std::string>, std::size_t> index_;
  std::string section_;
  std::optional<std::pair<EntryKind, std::string>> item_;  ///< below a third-level heading
  std::string prefix_;
  std::string category_;
  std::string form_;
  bool has_reference_ = false;
  bool seen_description_ = false;
  std::vector<std::string> examples_;
  std::vector<Block> links_;
  std::map<std::string, std::string> folders_;
};

}  // namespace

const Part* Entry::part(std::string_view name) const {
  const auto found = std::ranges::find(parts, name, &Part::name);
  return found == parts.end() ? nullptr : &*found;
}

Outline outline_of(std::string_view text, BlockReader& reader) { return Reading(text).run(reader); }

}  // namespace avmdoc
