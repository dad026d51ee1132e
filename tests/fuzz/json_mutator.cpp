// How libFuzzer changes an input that is JSON: mostly by its structure, so that it stays JSON and
// reaches what comes after the parser; now and then by its bytes.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "json_words.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed);

namespace {

using Json = nlohmann::ordered_json;

class Mutation {
 public:
  explicit Mutation(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  void apply(Json& root) {
    values_.clear();
    collect(root);
    Json& value = any();
    switch (below(8)) {
      case 0:
        value = scalar();
        break;
      case 1: {
        const Json copy = any();
        value = copy;
        break;
      }
      case 2:
        erase(value);
        break;
      case 3:
      case 4:
        insert(value);
        break;
      case 5:
        rename(value);
        break;
      case 6: {
        Json inner = value;
        value = below(3) == 0 ? Json::array() : Json::object();
        if (value.is_array()) {
          value.push_back(inner);
        } else {
          value[word()] = inner;
        }
        break;
      }
      default:
        change_text(value);
    }
  }

 private:
  void collect(Json& value) {
    values_.push_back(&value);
    if (!value.is_structured()) return;
    for (Json& element : value) collect(element);
  }

  Json& any() { return *values_[below(values_.size())]; }

  std::string word() {
    const auto& words = fuzz::json_words;
    return words[below(words.size())];
  }

  Json scalar() {
    switch (below(8)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return static_cast<std::int64_t>(below(20)) - 3;
      case 3:
        return 1.5e300;
      case 4:
        return Json::object();
      case 5:
        return Json::array();
      default:
        return word();
    }
  }

  void erase(Json& value) {
    if (!value.is_structured() || value.empty()) {
      value = scalar();
    } else if (value.is_array()) {
      value.erase(below(value.size()));
    } else {
      auto member = value.begin();
      std::advance(member, below(value.size()));
      value.erase(member);
    }
  }

  void insert(Json& value) {
    Json added = below(2) == 0 ? scalar() : any();
    if (value.is_array()) {
      value.push_back(std::move(added));
    } else if (value.is_object()) {
      value[word()] = std::move(added);
    } else {
      value = std::move(added);
    }
  }

  /// Gives a member another name, in its place.
  void rename(Json& value) {
    if (!value.is_object() || value.empty()) return insert(value);
    const std::size_t which = below(value.size());
    Json renamed = Json::object();
    std::size_t index = 0;
    for (const auto& [key, member] : value.items()) {
      renamed[index++ == which ? word() : key] = member;
    }
    value = std::move(renamed);
  }

  void change_text(Json& value) {
    if (!value.is_string()) return insert(value);
    std::string text = value.get<std::string>();
    if (below(2) == 0) {
      text.insert(below(text.size() + 1), word());
    } else {
      const std::size_t size = text.size();
      text.resize(size + 16);
      text.resize(
          LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
    }
    value = text;
  }

  std::mt19937 random_;
  std::vector<Json*> values_;
};

}  // namespace

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                    unsigned seed) {
  Mutation mutation(seed);
  if (mutation.below(8) != 0) {
    // What stands before it stays as it is.
    std::uint8_t* const begin = std::find(data, data + size, std::uint8_t{'{'});
    Json root = Json::parse(begin, data + size, nullptr, false);
    if (!root.is_discarded()) {
      for (std::size_t times = 1 + mutation.below(3); times > 0; --times) mutation.apply(root);
      const std::string text = root.dump(-1, ' ', false, Json::error_handler_t::replace);
      const auto before = static_cast<std::size_t>(begin - data);
      if (before + text.size() <= max_size) {
        std::copy(text.begin(), text.end(), begin);
        return before + text.size();
      }
    }
  }
  return LLVMFuzzerMutate(data, size, max_size);
}
