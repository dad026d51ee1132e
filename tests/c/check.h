#pragma once

#include <stdio.h>

/* Counts what does not hold and goes on. */
static int failures = 0;
static int checks = 0;

#define CHECK(condition)                                                        \
  do {                                                                          \
    ++checks;                                                                   \
    if (!(condition)) {                                                         \
      ++failures;                                                               \
      fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                           \
  } while (0)

#define REPORT() \
  (printf("%d of %d checks hold\n", checks - failures, checks), checks == 0 || failures != 0)
