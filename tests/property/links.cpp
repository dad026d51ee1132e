#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "registries.hpp"

namespace {

struct Heading {
  int level;
  std::string text;
};

/// What GitHub makes of a document's headings and links.
struct Page {
  std::vector<Heading> headings;
  std::vector<std::string> fragments;  ///< of the links into the page, without `#`
};

Page read_page(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
      cmark_parser_new(CMARK_OPT_DEFAULT), cmark_parser_free);
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parser_finish(parser.get()), cmark_node_free);
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(document.get()),
                                                                     cmark_iter_free);

  Page page;
  bool in_heading = false;
  for (cmark_event_type event; (event = cmark_iter_next(walk.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    const auto kind = cmark_node_get_type(node);
    if (kind == CMARK_NODE_HEADING) {
      in_heading = event == CMARK_EVENT_ENTER;
      if (in_heading) page.headings.push_back({cmark_node_get_heading_level(node), ""});
    } else if (in_heading && (kind == CMARK_NODE_TEXT || kind == CMARK_NODE_CODE)) {
      page.headings.back().text += cmark_node_get_literal(node);
    } else if (kind == CMARK_NODE_LINK && event == CMARK_EVENT_ENTER) {
      const std::string url = cmark_node_get_url(node);
      if (url.starts_with('#')) page.fragments.push_back(url.substr(1));
    }
  }
  return page;
}

std::string lower(const std::string& text) {
  std::string result;
  icu::UnicodeString::fromUTF8(text).toLower().toUTF8String(result);
  return result;
}

/// GitHub's rule: small letters, word characters, hyphens and blanks alone, and a hyphen for each
/// blank.
std::string anchor_of(const std::string& heading) {
  icu::UnicodeString kept;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(heading).toLower();
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 c = text.char32At(at);
    constexpr std::uint32_t word = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
    if (c == ' ') {
      kept += u'-';
    } else if (c == '-' || u_isUAlphabetic(c) || (U_MASK(u_charType(c)) & word) != 0) {
      kept += c;
    }
  }
  std::string result;
  kept.toUTF8String(result);
  return result;
}

/// The second heading of an anchor has `-1` behind it, the third `-2`.
std::set<std::string> anchors_of(const Page& page) {
  std::set<std::string> anchors;
  std::map<std::string, int> count;
  for (const Heading& heading : page.headings) {
    const std::string anchor = anchor_of(heading.text);
    const int number = count[anchor]++;
    anchors.insert(number == 0 ? anchor : anchor + "-" + std::to_string(number));
  }
  return anchors;
}

/// Small ASCII letters and digits alone.
std::string reduced(const std::string& text) {
  std::string result;
  for (const char c : lower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
  }
  return result;
}

/// The reference moves an example of a parameter by its first line. Lines that stand further left
/// than the fence then end the list item with the fence open, and its end begins a fence of its
/// own. Here these lines are moved back.
std::string with_closed_examples(const std::string& markdown) {
  std::string result;
  bool in_example = false;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = markdown.find('\n', at) + 1;
    const std::string line = markdown.substr(at, end - at);
    if (in_example && line == "  ```\n") in_example = false;
    if (in_example && !line.starts_with("  ")) result += "  ";
    if (line == "  ```Bicep\n" && result.ends_with("- Example:\n")) in_example = true;
    result += line;
    at = end;
  }
  return result;
}

/// Whether a link leads nowhere because of what the reference writes. A heading must be meant all
/// the same, but for the last one.
bool is_known_oddity(const std::string& fragment, const std::string& markdown) {
  const Page page = read_page(with_closed_examples(markdown));
  const std::set<std::string> anchors = anchors_of(page);
  if (anchors.count(lower(fragment)) != 0) return true;

  // The brackets of `>Any_other_property<` stay in the link; GitHub leaves them out.
  std::string without_brackets = lower(fragment);
  std::erase(without_brackets, '<');
  std::erase(without_brackets, '>');
  if (without_brackets != fragment && anchors.count(without_brackets) != 0) return true;

  // Links to examples lack `_` and all that is not ASCII, and have one hyphen for several blanks.
  // The navigation keeps all characters of a heading but `#` and `.`.
  for (const Heading& heading : page.headings) {
    const bool is_example = heading.level == 3 && heading.text.starts_with("Example ");
    if ((is_example || heading.level == 2) && reduced(heading.text) == reduced(fragment)) {
      return true;
    }
  }
  // The reference block leads to the examples whether or not there are any.
  return fragment == "usage-examples" && anchors.count("usage-examples") == 0;
}

}  // namespace

TEST_CASE("links into the page lead to a heading, under GitHub's rule") {
  std::size_t count = 0;
  std::size_t odd = 0;
  for (const auto& registry : registries()) {
    for (const auto& [path, text] : readmes(registry->files)) {
      const Page page = read_page(text);
      const std::set<std::string> anchors = anchors_of(page);
      for (const std::string& fragment : page.fragments) {
        ++count;
        if (anchors.count(lower(fragment)) != 0) continue;
        ++odd;
        if (is_known_oddity(fragment, text)) continue;
        FAIL_CHECK(registry->name << ": " << path << ": #" << fragment);
      }
    }
  }
  CHECK(count > 300);
  CHECK(odd < count / 20);
}
