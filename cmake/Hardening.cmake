# avmdoc_hardening(<target>): what keeps a flaw in memory from becoming more. Sanitizers and debug
# builds do without: the first look at memory themselves, and _FORTIFY_SOURCE needs optimization.
include(CheckPIESupported)
check_pie_supported()

function(avmdoc_hardening target)
  if(AVMDOC_SANITIZE OR NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    return()
  endif()
  target_compile_options(${target} PRIVATE -fstack-protector-strong)
  # Distributions may set it already, to another value.
  target_compile_options(${target} PRIVATE "$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  if(MINGW AND NOT type STREQUAL "STATIC_LIBRARY")
    # The library that these checks call.
    target_link_options(${target} PRIVATE -fstack-protector-strong)
  endif()
  if(UNIX AND NOT APPLE AND NOT type STREQUAL "STATIC_LIBRARY")
    target_link_options(${target} PRIVATE -Wl,-z,relro,-z,now,-z,noexecstack)
  endif()
endfunction()
