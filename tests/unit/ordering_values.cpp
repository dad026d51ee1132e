#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "ordering/introspective_sort.hpp"
#include "ordering/stable_sort.hpp"
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
  const auto less = [](const Item& a, const Item& b) { return a.first < b.first; };
  IntrospectiveSort<Item, decltype(less)>{less}(items);
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

TEST_CASE("keys that differ in case alone keep their order", "[ordering]") {
  CHECK(ordered(Value::Object{{"b", 1.0}, {"B", 2.0}, {"a", 3.0}}) ==
        Value(Value::Object{{"a", 3.0}, {"b", 1.0}, {"B", 2.0}}));
}

TEST_CASE("arrays come before objects, and those before all else", "[ordering]") {
  const Value first = Value::Object{{"z", "1"}};
  const Value second = Value::Object{{"a", "1"}};
  CHECK(ordered(Value::Array{"b", first, Value::Array{"y"}, "a", second, Value::Array{"x"}}) ==
        Value(Value::Array{Value::Array{"x"}, Value::Array{"y"}, first, second, "a", "b"}));
}

TEST_CASE("numbers are sorted by value and null comes first", "[ordering]") {
  CHECK(ordered(Value::Array{integer(10), integer(9), 9.5, integer(-1), nullptr}) ==
        Value(Value::Array{nullptr, integer(-1), integer(9), 9.5, integer(10)}));
  CHECK(ordered(Value::Array{true, false}) == Value(Value::Array{false, true}));
  // Of different kinds, the texts are compared.
  CHECK(ordered(Value::Array{"b", integer(9), "a", "10"}) ==
        Value(Value::Array{"10", integer(9), "a", "b"}));
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
  const auto less = [&](std::size_t a, std::size_t b) {
    ++comparisons;
    if (value[a] == size && value[b] == size) value[a == candidate ? a : b] = settled++;
    if (value[a] == size) candidate = a;
    if (value[b] == size) candidate = b;
    return value[a] < value[b];
  };
  std::vector<std::size_t> items(size);
  for (std::size_t i = 0; i < size; ++i) items[i] = i;
  IntrospectiveSort<std::size_t, decltype(less)>{less}(items);
  CHECK(std::is_sorted(items.begin(), items.end(),
                       [&](std::size_t a, std::size_t b) { return value[a] < value[b]; }));
  CHECK(comparisons < 4 * 11 * size);
}

TEST_CASE("lists of all lengths are sorted as by the standard's stable sort", "[ordering]") {
  std::mt19937 random(3);
  for (std::size_t size = 0; size < 100; ++size) {
    std::vector<Item> items;
    for (std::size_t i = 0; i < size; ++i) {
      items.emplace_back(static_cast<int>(random() % (size / 3 + 1)), static_cast<int>(i));
    }
    const auto less = [](const Item& a, const Item& b) { return a.first < b.first; };
    std::vector<Item> expected = items;
    std::stable_sort(expected.begin(), expected.end(), less);
    avmdoc::sort_stably(items.begin(), items.end(), less);
    CHECK(items == expected);
  }
}
