#pragma once

/// @file
/// `AVMDOC_API` marks what the shared library exports; everything else in it is hidden. The static
/// library is used with `AVMDOC_STATIC` defined, which its CMake target and pkg-config file do;
/// only Windows needs to know.

#if defined(_WIN32) && !defined(AVMDOC_STATIC)
#ifdef AVMDOC_BUILDS_LIBRARY
#define AVMDOC_API __declspec(dllexport)
#else
#define AVMDOC_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define AVMDOC_API __attribute__((visibility("default")))
#else
#define AVMDOC_API
#endif
