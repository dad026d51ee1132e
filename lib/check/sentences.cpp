#include "check/sentences.hpp"

#include <algorithm>
#include <set>

#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Longer values are for the diff.
constexpr std::size_t longest_value = 80;

std::string_view word_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::title:
      return "title";
    case EntryKind::banner:
      return "banner";
    case EntryKind::description:
      return "description";
    case EntryKind::reference:
      return "module reference";
    case EntryKind::section:
      return "section";
    case EntryKind::resource_type:
      return "resource type";
    case EntryKind::example:
      return "example";
    case EntryKind::parameter:
      return "parameter";
    case EntryKind::variant:
      return "variant";
    case EntryKind::function:
      return "function";
    case EntryKind::output:
      return "output";
    case EntryKind::cross_reference:
      return "cross-reference";
  }
  return {};
}

/// `parameter tags`, `example 3 (max)`, `title`.
std::string subject_of(const Entry& entry) {
  std::string name = name_of(entry);
  switch (entry.kind) {
    case EntryKind::title:
    case EntryKind::banner:
    case EntryKind::description:
    case EntryKind::reference:
    case EntryKind::example:
      return name;
    default:
      return std::string(word_of(entry.kind)) + " " + name;
  }
}

/// The name of a part without the number of its repetition.
std::string_view base_of(std::string_view name) { return name.substr(0, name.find('\x1f')); }

/// The value of a field on one line: what follows its name, without fences and code spans.
std::string value_of(const Part* part) {
  if (part == nullptr) return {};
  std::string result;
  std::string_view text = part->text;
  const std::size_t colon = text.find(':');
  text.remove_prefix(colon == std::string_view::npos ? 0 : colon + 1);
  bool open = true;
  for (const std::string_view whole : split_lines(text)) {
    const std::string_view line = trim(whole);
    if (line.empty() || line.starts_with("```")) continue;
    const bool closes = line.starts_with(']') || line.starts_with('}');
    if (!result.empty() && !open && !closes) result += ", ";
    result += line;
    open = line.ends_with('[') || line.ends_with('{');
  }
  if (result.size() >= 2 && result.front() == '`' && result.back() == '`') {
    result = result.substr(1, result.size() - 2);
  }
  return result;
}

/// ` changed from a to b`, or ` changed` when they are too long to read.
std::string changed(const std::string& before, const std::string& after) {
  if (before.size() > longest_value || after.size() > longest_value || before == after) {
    return " changed";
  }
  return " changed from " + (before.empty() ? "nothing" : before) + " to " +
         (after.empty() ? "nothing" : after);
}

class Sentences {
 public:
  Sentences(const Entry& after, const std::vector<PartChange>& changes)
      : after_(after), changes_(changes) {}

  std::vector<PartSentence> run() {
    for (std::size_t i = 0; i < changes_.size(); ++i) tell(i, changes_[i]);
    return std::move(result_);
  }

 private:
  void add(std::size_t change, std::string sentence, std::string kind = {},
           std::string parameter = {}) {
    // The same may be seen in several places.
    if (!said_.insert(sentence).second) return;
    if (kind.empty()) kind = kind_of(after_, "changed");
    result_.push_back({change, std::move(kind), std::move(sentence), std::move(parameter)});
  }

  [[nodiscard]] bool has_change(std::string_view name) const {
    return std::ranges::any_of(changes_, [&](const PartChange& c) { return c.name == name; });
  }

  void tell(std::size_t i, const PartChange& change) {
    switch (after_.kind) {
      case EntryKind::title: {
        const std::string before(change.before == nullptr ? "" : change.before->text);
        const std::string after(change.after == nullptr ? "" : change.after->text);
        add(i, (change.name == "type" ? "resource type of the title" : "title") +
                   changed(before, after));
        return;
      }
      case EntryKind::banner:
      case EntryKind::description:
      case EntryKind::reference:
        add(i, subject_of(after_) + " changed");
        return;
      case EntryKind::section:
        tell_section(i, change);
        return;
      case EntryKind::resource_type:
        tell_resource_type(i, change);
        return;
      case EntryKind::example:
        tell_example(i, change);
        return;
      case EntryKind::parameter:
      case EntryKind::variant:
        tell_parameter(i, change);
        return;
      case EntryKind::output:
        tell_output(i, change);
        return;
      case EntryKind::function:
      case EntryKind::cross_reference:
        add(i, subject_of(after_) + (change.before == nullptr  ? ": row missing"
                                     : change.after == nullptr ? ": row repeated"
                                                               : ": row changed"));
        return;
    }
  }

  void tell_section(std::size_t i, const PartChange& change) {
    const std::string subject = subject_of(after_);
    if (change.name == "heading") {
      if (change.before == nullptr) {
        add(i, subject + " missing", "section-added");
      } else if (change.after == nullptr) {
        add(i, subject + " no longer there", "section-removed");
      } else {
        add(i, subject + ": heading changed", "section-edited");
      }
    } else if (has_change("heading")) {
      return;
    } else if (base_of(change.name) == "navigation") {
      add(i, subject + ": entry in the Navigation " + missing_or_changed(change), "section-edited");
    } else if (base_of(change.name) == "table") {
      add(i, subject + ": columns of the table changed", "section-edited");
    } else {
      const std::string before = change.before == nullptr ? "" : change.before->text;
      const std::string after = change.after == nullptr ? "" : change.after->text;
      // `_None_` gives way to a table and comes back: the items tell.
      if (before == "_None_" || after == "_None_") {
        if (changes_.size() > 1) return;
      }
      add(i, subject + " edited by hand", "section-edited");
    }
  }

  [[nodiscard]] static std::string missing_or_changed(const PartChange& change) {
    return change.before == nullptr ? "missing" : change.after == nullptr ? "repeated" : "changed";
  }

  /// Versions that went and versions that came belong together, in their order.
  void tell_resource_type(std::size_t i, const PartChange& change) {
    const auto versions = [&](bool gone) {
      std::vector<std::string_view> names;
      for (const PartChange& other : changes_) {
        if ((gone ? other.after : other.before) == nullptr) {
          names.push_back(base_of(other.name).substr(8));
        }
      }
      return names;
    };
    const std::vector<std::string_view> gone = versions(true);
    const std::vector<std::string_view> come = versions(false);
    const std::string version(base_of(change.name).substr(8));
    if (change.before != nullptr && change.after != nullptr) {
      add(i, after_.key + ": references of API version " + version + " changed");
    } else if (change.before == nullptr) {
      const auto place = std::ranges::find(come, version) - come.begin();
      const auto index = static_cast<std::size_t>(place);
      if (index < gone.size()) {
        add(i, after_.key + ": API version " + std::string(gone[index]) + " → " + version,
            "api-version-changed");
      } else {
        add(i, after_.key + ": API version " + version + " added", "api-version-changed");
      }
    } else {
      const auto place = std::ranges::find(gone, version) - gone.begin();
      if (static_cast<std::size_t>(place) >= come.size()) {
        add(i, after_.key + ": API version " + version + " removed", "api-version-changed");
      }
    }
  }

  void tell_example(std::size_t i, const PartChange& change) {
    const std::string subject = subject_of(after_);
    const std::string_view name = base_of(change.name);
    const std::size_t colon = name.find(':');
    if (name == "title") {
      add(i, subject + ": title" +
                 changed(change.before == nullptr ? "" : change.before->text,
                         change.after == nullptr ? "" : change.after->text));
    } else if (name == "link") {
      if (!has_change("title")) {
        add(i, subject + ": link to it " + missing_or_changed(change));
      }
    } else if (colon != std::string_view::npos) {
      const std::string parameter(name.substr(colon + 1));
      const std::string what = change.before == nullptr  ? " missing"
                               : change.after == nullptr ? " no longer there"
                                                         : " changed";
      add(i, subject + ": parameter " + parameter + what, {}, parameter);
    } else if (name == "skip note") {
      add(i, subject + ": note that its deployment is skipped " +
                 (change.before == nullptr  ? "missing"
                  : change.after == nullptr ? "no longer there"
                                            : "changed"));
    } else if (name == "description") {
      add(i, subject + ": description " +
                 (change.before == nullptr  ? "missing"
                  : change.after == nullptr ? "no longer there"
                                            : "changed"));
    } else if (name == "path") {
      add(i, subject + ": path of its folder changed");
    } else if (name.starts_with("form ")) {
      add(i, subject + ": form \"" + std::string(name.substr(5)) + "\" " +
                 (change.before == nullptr  ? "missing"
                  : change.after == nullptr ? "no longer there"
                                            : "changed"));
    } else if (name.starts_with("Bicep") || name.starts_with("JSON")) {
      tell_frame(i, change, subject, name);
    } else {
      add(i, subject + " edited by hand");
    }
  }

  /// Lines around the parameters: comments come and go with them.
  void tell_frame(std::size_t i, const PartChange& change, const std::string& subject,
                  std::string_view form) {
    const auto is_comment = [](const Part* part) {
      return part == nullptr || trim(part->text).starts_with("//");
    };
    const bool parameters = std::ranges::any_of(changes_, [&](const PartChange& other) {
      return other.name.find(':') != std::string_view::npos;
    });
    if (parameters && is_comment(change.before) && is_comment(change.after)) return;
    add(i, subject + ": form \"" + std::string(form) + "\" changed");
  }

  void tell_parameter(std::size_t i, const PartChange& change) {
    const std::string subject = subject_of(after_);
    const std::string_view name = base_of(change.name);
    if (name == "heading") {
      if (change.before == nullptr) {
        add(i, subject + ": its own section is missing");
      } else if (change.after == nullptr) {
        add(i, subject + ": its own section is no longer there");
      } else {
        add(i, subject + ": heading changed");
      }
      return;
    }
    if (has_change("heading") && name != "row") return;
    if (name == "row") {
      tell_row(i, change, subject);
    } else if (name == "category of its row") {
      add(i, subject + ": requirement" +
                 changed(change.before == nullptr ? "" : change.before->text,
                         change.after == nullptr ? "" : change.after->text));
    } else if (name == "description") {
      add(i, subject + ": description changed");
    } else if (name == "Default") {
      tell_value(i, change, "default of " + after_.key);
    } else if (name == "Allowed") {
      add(i,
          subject + ": allowed values" + changed(value_of(change.before), value_of(change.after)));
    } else if (name == "Example" || name == "Roles configurable by name") {
      add(i, subject + ": " + (name == "Example" ? "example" : "roles") + " changed");
    } else if (name == "text" || name == "table" || name == "category") {
      if (name != "category") add(i, subject + " edited by hand");
    } else {
      std::string field(name);
      if (!field.empty()) field[0] = to_lower(field[0]);
      tell_value(i, change, subject + ": " + field);
    }
  }

  void tell_value(std::size_t i, const PartChange& change, const std::string& what) {
    if (change.before == nullptr) {
      const std::string value = value_of(change.after);
      add(i, what + (value.size() > longest_value ? " missing" : " missing: " + value));
    } else if (change.after == nullptr) {
      add(i, what + " no longer there");
    } else {
      add(i, what + changed(value_of(change.before), value_of(change.after)));
    }
  }

  /// The row repeats what the parameter's own section says.
  void tell_row(std::size_t i, const PartChange& change, const std::string& subject) {
    if (change.before == nullptr) {
      add(i, subject + ": row in the table missing");
    } else if (change.after == nullptr) {
      add(i, subject + ": row in the table repeated");
    } else if (!has_change("description") && !has_change("Type")) {
      add(i, subject + ": row in the table changed");
    }
  }

  void tell_output(std::size_t i, const PartChange& change) {
    const std::string subject = subject_of(after_);
    if (change.before == nullptr || change.after == nullptr) {
      add(i, subject + (change.before == nullptr ? ": row missing" : ": row repeated"));
    } else if (base_of(change.name) == "type") {
      add(i, subject + ": type" + changed(change.before->text, change.after->text));
    } else {
      add(i, subject + ": description changed");
    }
  }

  const Entry& after_;
  const std::vector<PartChange>& changes_;
  std::set<std::string> said_;
  std::vector<PartSentence> result_;
};

}  // namespace

std::string name_of(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::title:
    case EntryKind::banner:
    case EntryKind::description:
    case EntryKind::reference:
      return std::string(word_of(entry.kind));
    case EntryKind::example: {
      std::string_view key = entry.key;
      if (key.starts_with('\x1f')) key.remove_prefix(1);
      return "example " + entry.number + " (" + std::string(key) + ")";
    }
    default:
      return entry.key;
  }
}

std::string kind_of(const Entry& entry, std::string_view what) {
  switch (entry.kind) {
    case EntryKind::title:
    case EntryKind::banner:
    case EntryKind::description:
      return std::string(word_of(entry.kind)) + "-changed";
    case EntryKind::reference:
      return "module-reference-changed";
    case EntryKind::section:
      return what == "changed" ? "section-edited" : "section-" + std::string(what);
    case EntryKind::resource_type:
      return "resource-type-" + std::string(what);
    default:
      return std::string(word_of(entry.kind)) + "-" + std::string(what);
  }
}

std::string added_sentence(const Entry& entry) {
  const bool is_item = entry.kind >= EntryKind::resource_type;
  return subject_of(entry) + (is_item ? " added" : " missing");
}

std::string removed_sentence(const Entry& entry) {
  const bool is_item = entry.kind >= EntryKind::resource_type;
  return subject_of(entry) + (is_item ? " removed" : " no longer there");
}

std::vector<PartSentence> sentences(const Entry& entry, const std::vector<PartChange>& changes) {
  return Sentences(entry, changes).run();
}

std::string rest_sentence(const Entry& entry, bool text) {
  const std::string subject = subject_of(entry);
  const std::string place = entry.kind == EntryKind::section || entry.section.empty()
                                ? subject
                                : "section " + entry.section;
  if (!text) {
    return place + " edited by hand: blank lines" +
           (place == subject ? std::string() : " at " + subject);
  }
  return place + " edited by hand" +
         (place == subject ? ": order of its lines" : ": place of " + subject);
}

}  // namespace avmdoc
