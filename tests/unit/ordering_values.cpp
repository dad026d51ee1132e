#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "ordering/introspective_sort.hpp"
#include "ordering/value_order.hpp"

using avmdoc::IntrospectiveSort;
using avmdoc::Value;

namespace {

Value ordered(Value value) {
  avmdoc::order(value);
  return value;
}

Value integer(int number) { return std::int64_t(number); }

/// A key that counts and a number that tells equal ones apart.
using Item = std::pair<int, int>;

std::vector<Item> sorted(std::vector<Item> items) {
  const auto compare = [](const Item& a, const Item& b) { return a.first - b.first; };
  IntrospectiveSort<Item, decltype(compare)>{compare}(items);
  return items;
}

}  // namespace

TEST_CASE("the keys of objects come in the order of the culture, at every level", "[ordering]") {
  const Value inner = Value::Object{{"a10", 1.5}, {"a2", true}, {"B", nullptr}, {"_z", "x"}};
  CHECK(ordered(Value::Object{{"b", inner}, {"A", Value::Array{inner}}}) ==
        Value(Value::Object{
            {"A",
             Value::Array{Value::Object{{"_z", "x"}, {"a10", 1.5}, {"a2", true}, {"B", nullptr}}}},
            {"b", Value::Object{{"_z", "x"}, {"a10", 1.5}, {"a2", true}, {"B", nullptr}}}}));
}

TEST_CASE("keys that differ in case alone come as .NET's sort leaves them", "[ordering]") {
  CHECK(ordered(Value::Object{{"b", 1.0}, {"B", 2.0}, {"a", 3.0}}) ==
        Value(Value::Object{{"a", 3.0}, {"B", 2.0}, {"b", 1.0}}));
}

TEST_CASE("arrays come before objects, and those before all else", "[ordering]") {
  const Value first = Value::Object{{"z", "1"}};
  const Value second = Value::Object{{"a", "1"}};
  CHECK(ordered(Value::Array{"b", first, Value::Array{"y"}, "a", second, Value::Array{"x"}}) ==
        Value(Value::Array{Value::Array{"y"}, Value::Array{"x"}, first, second, "a", "b"}));
}

TEST_CASE("numbers are sorted by value and null comes first", "[ordering]") {
  CHECK(ordered(Value::Array{integer(10), integer(9), 9.5, integer(-1), nullptr}) ==
        Value(Value::Array{nullptr, integer(-1), integer(9), 9.5, integer(10)}));
  CHECK(ordered(Value::Array{true, false}) == Value(Value::Array{false, true}));
  // Of different kinds, the texts are compared.
  CHECK(ordered(Value::Array{"b", integer(9), "a", "10"}) ==
        Value(Value::Array{"10", integer(9), "a", "b"}));
}

TEST_CASE("values of several kinds are compared by the kind of the first", "[ordering]") {
  // By hand: `true` beside 2 is a comparison of truth values, 2 beside `true` one of numbers.
  CHECK(ordered(Value::Array{integer(1), "a", "B", true, integer(2), integer(10)}) ==
        Value(Value::Array{integer(1), "a", "B", true, integer(2), integer(10)}));
  CHECK(ordered(Value::Array{integer(2), true}) == Value(Value::Array{true, integer(2)}));
  CHECK(ordered(Value::Array{true, integer(2)}) == Value(Value::Array{true, integer(2)}));
  CHECK(ordered(Value::Array{integer(9), "10"}) == Value(Value::Array{integer(9), "10"}));
}

TEST_CASE("texts that differ in case alone come as .NET's sort leaves them", "[ordering]") {
  CHECK(ordered(Value::Array{"true", "True", "false"}) ==
        Value(Value::Array{"false", "True", "true"}));
}

TEST_CASE("an array in an array is sorted, but nothing inside its elements", "[ordering]") {
  const Value first =
      Value::Array{Value::Object{{"z", "1"}, {"y", "2"}}, Value::Object{{"x", "3"}}};
  CHECK(ordered(Value::Array{Value::Array{"c", "b"}, first}) ==
        Value(Value::Array{Value::Array{"b", "c"}, first}));
  const Value deep = Value::Array{Value::Array{"z", "y"}, Value::Array{"x", "w"}};
  CHECK(ordered(Value::Array{deep, Value::Array{"b", "a"}}) ==
        Value(Value::Array{Value::Array{"a", "b"},
                           Value::Array{Value::Array{"x", "w"}, Value::Array{"z", "y"}}}));
  // A single one is no array for the reference, and then what is in it is sorted.
  CHECK(ordered(Value::Array{Value::Array{Value::Object{{"z", "1"}, {"y", "2"}}}}) ==
        Value(Value::Array{Value::Array{Value::Object{{"y", "2"}, {"z", "1"}}}}));
}

TEST_CASE("ordering what is ordered changes nothing", "[ordering]") {
  const Value once =
      ordered(Value::Array{"b", "a", Value::Object{{"y", Value::Array{"2", "1"}}, {"x", "1"}}});
  CHECK(ordered(once) == once);
}

TEST_CASE("the introspective sort sorts and loses nothing", "[ordering]") {
  std::mt19937 random(20261121);
  for (std::size_t size = 0; size < 300; size += size < 40 ? 1 : 17) {
    for (const int kinds : {1, 2, 5, 1000}) {
      std::vector<Item> items;
      for (std::size_t i = 0; i < size; ++i) {
        items.emplace_back(static_cast<int>(random() % static_cast<unsigned>(kinds)),
                           static_cast<int>(i));
      }
      const std::vector<Item> result = sorted(items);
      CAPTURE(size, kinds);
      REQUIRE(std::is_sorted(result.begin(), result.end(),
                             [](const Item& a, const Item& b) { return a.first < b.first; }));
      REQUIRE(std::is_permutation(result.begin(), result.end(), items.begin(), items.end()));
    }
  }
}

TEST_CASE("up to sixteen items are sorted by insertion, which keeps equal ones in order",
          "[ordering]") {
  for (const int size : {1, 4, 9, 16}) {
    std::vector<Item> items;
    for (int i = 0; i < size; ++i) items.emplace_back(size / 2 - i % 3, i);
    std::vector<Item> stable = items;
    std::stable_sort(stable.begin(), stable.end(),
                     [](const Item& a, const Item& b) { return a.first < b.first; });
    CAPTURE(size);
    CHECK(sorted(items) == stable);
  }
}

TEST_CASE("seventeen equal items leave .NET's sort in another order", "[ordering]") {
  // By hand: the median of three takes item 8 to place 15. The scans from both ends stop at each
  // equal item, so that places 1 and 14, 2 and 13 and so on up to 7 and 8 change; then the pivot
  // changes with place 8. Both halves are short enough for the insertion that keeps their order.
  std::vector<Item> items;
  for (int i = 0; i < 17; ++i) items.emplace_back(0, i);
  std::vector<int> order;
  for (const Item& item : sorted(items)) order.push_back(item.second);
  CHECK(order == std::vector<int>{0, 14, 13, 12, 11, 10, 9, 15, 8, 6, 5, 4, 3, 2, 1, 7, 16});
}

TEST_CASE("two and three equal items stay in order", "[ordering]") {
  CHECK(sorted({{1, 0}, {1, 1}}) == std::vector<Item>{{1, 0}, {1, 1}});
  CHECK(sorted({{2, 0}, {1, 1}}) == std::vector<Item>{{1, 1}, {2, 0}});
  CHECK(sorted({{1, 0}, {1, 1}, {1, 2}}) == std::vector<Item>{{1, 0}, {1, 1}, {1, 2}});
  CHECK(sorted({{3, 0}, {2, 1}, {1, 2}}) == std::vector<Item>{{1, 2}, {2, 1}, {3, 0}});
}

TEST_CASE("no order of the items makes the sort slow", "[ordering]") {
  // The comparison settles the order of the items as late as it can, so that each pivot turns out
  // to be among the smallest (McIlroy, A Killer Adversary for Quicksort).
  constexpr std::size_t size = 2000;
  std::vector<std::size_t> value(size, size);
  std::size_t settled = 0;
  std::size_t candidate = 0;
  std::size_t comparisons = 0;
  const auto compare = [&](std::size_t a, std::size_t b) {
    ++comparisons;
    if (value[a] == size && value[b] == size) value[a == candidate ? a : b] = settled++;
    if (value[a] == size) candidate = a;
    if (value[b] == size) candidate = b;
    return value[a] < value[b] ? -1 : value[a] > value[b] ? 1 : 0;
  };
  std::vector<std::size_t> items(size);
  for (std::size_t i = 0; i < size; ++i) items[i] = i;
  IntrospectiveSort<std::size_t, decltype(compare)>{compare}(items);
  CHECK(std::is_sorted(items.begin(), items.end(),
                       [&](std::size_t a, std::size_t b) { return value[a] < value[b]; }));
  CHECK(comparisons < 4 * 11 * size);
}
