# Sanitizers apply to everything that is built, so that no object escapes them.
if(AVMDOC_SANITIZE)
  add_compile_options(-fsanitize=${AVMDOC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${AVMDOC_SANITIZE})
  # GCC's own manual: with sanitizers this warning is often wrong.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()
