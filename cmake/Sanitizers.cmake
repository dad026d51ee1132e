# Sanitizers apply to everything that is built, so that no object escapes them.
if(AVMDOC_SANITIZE)
  add_compile_options(-fsanitize=${AVMDOC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${AVMDOC_SANITIZE})
  # The standard library's own checks, which see an index beyond a view of a larger text, too.
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  # GCC's own manual: with sanitizers this warning is often wrong.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()

# Fuzzing is led by what code an input reaches, the library's above all.
if(AVMDOC_BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "AVMDOC_BUILD_FUZZERS needs Clang, which brings libFuzzer")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
