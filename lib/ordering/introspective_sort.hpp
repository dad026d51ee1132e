#pragma once

#include <bit>
#include <cstddef>
#include <span>
#include <utility>

namespace avmdoc {

/// .NET's `List<T>.Sort`: an unstable sort whose order of equal elements is visible in READMEs, as
/// in the API versions of one resource type when a module deploys more than sixteen types.
/// `compare(a, b)` is negative, zero or positive. It need not be consistent: the comparisons are
/// those of .NET, in its order, and no element is lost.
template <typename T, typename Compare>
class IntrospectiveSort {
 public:
  explicit IntrospectiveSort(Compare compare) : compare_(std::move(compare)) {}

  void operator()(std::span<T> items) {
    if (items.size() > 1) sort(items, 2 * static_cast<int>(std::bit_width(items.size())));
  }

 private:
  void sort(std::span<T> items, int depth) {
    std::size_t size = items.size();
    while (size > 16) {
      if (depth-- == 0) return heap_sort(items.first(size));
      const std::size_t pivot = partition(items.first(size));
      sort(items.subspan(pivot + 1, size - pivot - 1), depth);
      size = pivot;
    }
    if (size == 2) {
      order(items[0], items[1]);
    } else if (size == 3) {
      order(items[0], items[1]);
      order(items[0], items[2]);
      order(items[1], items[2]);
    } else {
      insertion_sort(items.first(size));
    }
  }

  void order(T& a, T& b) {
    if (compare_(a, b) > 0) std::swap(a, b);
  }

  std::size_t partition(std::span<T> items) {
    const std::size_t high = items.size() - 1;
    const std::size_t middle = high / 2;
    order(items[0], items[middle]);
    order(items[0], items[high]);
    order(items[middle], items[high]);
    const T pivot = items[middle];
    std::swap(items[middle], items[high - 1]);
    std::size_t left = 0;
    std::size_t right = high - 1;
    while (left < right) {
      while (left + 1 < high && compare_(items[++left], pivot) < 0) {
      }
      while (right > 0 && compare_(pivot, items[--right]) < 0) {
      }
      if (left >= right) break;
      std::swap(items[left], items[right]);
    }
    if (left != high - 1) std::swap(items[left], items[high - 1]);
    return left;
  }

  void insertion_sort(std::span<T> items) {
    for (std::size_t i = 1; i < items.size(); ++i) {
      T item = std::move(items[i]);
      std::size_t at = i;
      for (; at > 0 && compare_(item, items[at - 1]) < 0; --at)
        items[at] = std::move(items[at - 1]);
      items[at] = std::move(item);
    }
  }

  void heap_sort(std::span<T> items) {
    for (std::size_t i = items.size() / 2; i >= 1; --i) sift_down(items, i, items.size());
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[0], items[i - 1]);
      sift_down(items, 1, i - 1);
    }
  }

  void sift_down(std::span<T> items, std::size_t at, std::size_t size) {
    T item = std::move(items[at - 1]);
    while (at <= size / 2) {
      std::size_t child = 2 * at;
      if (child < size && compare_(items[child - 1], items[child]) < 0) ++child;
      if (compare_(item, items[child - 1]) >= 0) break;
      items[at - 1] = std::move(items[child - 1]);
      at = child;
    }
    items[at - 1] = std::move(item);
  }

  Compare compare_;
};

}  // namespace avmdoc
