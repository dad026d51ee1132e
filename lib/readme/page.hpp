#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/convention.hpp"

namespace avmdoc {

/// What a stretch of a README is about.
enum class Item : std::uint8_t {
  title,
  banner,  ///< a quoted block below the title
  description,
  reference,  ///< "You can reference the module as follows"
  section,    ///< a second-level heading, its entry in the Navigation and its fixed texts
  resource_type,
  example,
  parameter_group,  ///< the parameters of one requirement type in one list
  parameter,
  variant,
  function,
  output,
  cross_reference,
  own_section,  ///< one that no generator writes
};

/// Which part of its item a stretch of a README is.
enum class Part : std::uint8_t {
  heading,
  navigation,  ///< the line about a section in the Navigation
  intro,       ///< the fixed text at the beginning of a section
  none,        ///< `_None_`
  table_head,
  row,   ///< the row of an item in a table, or its beginning
  text,  ///< of a banner, a description, the Notes, the telemetry notice
  name,  ///< of the module, in the title
  type,  ///< of a parameter or output, or what the title calls the module
  description,
  required,
  default_value,
  allowed_values,
  min_value,
  max_value,
  min_length,
  max_length,
  roles,
  metadata_example,
  discriminator,
  usage,        ///< how to choose a variant
  api_version,  ///< detail: the version
  links,        ///< of a resource type; detail: the version
  version,      ///< of a cross-referenced module; detail: the version
  number,       ///< of an example, in its heading
  title,        ///< of an example
  link,         ///< to an example
  path,         ///< the line with the folder of an example's test
  skip_note,    ///< that the test of an example is not deployed, and why
  form,         ///< the beginning of one form of an example
  form_end,
  frame,      ///< the code around the parameters of an example
  comment,    ///< "// Required parameters"; detail: `required` or `other`
  argument,   ///< a parameter of an example; detail: its name
  separator,  ///< the comma between two of them
  source,     ///< an example that is the whole test
  other,      ///< lines that no generator writes; only in a README that was read
  // Of differences between two READMEs alone:
  details,   ///< the section of a parameter or variant of its own
  category,  ///< the requirement type of a parameter, which is the table that its row is in
  order,     ///< of the versions of a resource type
};

/// The three forms of an example.
enum class Form : std::uint8_t { none, bicep_module, json_parameters, bicep_parameters };

/// What a README has from `begin` on, up to the next span.
struct Span {
  Item item = Item::section;
  Part part = Part::other;
  Form form = Form::none;
  std::uint32_t begin = 0;  ///< byte offset
  std::string key;          ///< which item of its kind: `tags`, `diagnosticSettings.name`, `max`
  std::string detail;       ///< distinguishes two parts of one kind and item
};

/// A README while it is written. Writers mark what each stretch is about before they write it.
struct Page {
  const Convention& convention;
  std::string text;
  /// In the order of the text, which they cover from the first one on; null when they are not
  /// wanted.
  std::vector<Span>* spans = nullptr;

  void mark(Item item, Part part, std::string_view key = {}, std::string_view detail = {},
            Form form = Form::none) {
    if (spans != nullptr) record(item, part, form, key, detail);
  }

  /// Takes white space from the end, and the spans that held nothing else.
  void trim_end();

  /// Adds what was written elsewhere.
  void append(const Page& other) { replace(text.size(), text.size(), other); }

  /// Puts what was written elsewhere in place of the bytes `[begin, end)`. What a span held at
  /// `end` stays with it.
  void replace(std::size_t begin, std::size_t end, const Page& other);

 private:
  void record(Item item, Part part, Form form, std::string_view key, std::string_view detail);
};

}  // namespace avmdoc
