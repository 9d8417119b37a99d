# How ./run and ./test build: sources in batches, common headers parsed once (docs/decisions/0010-what-a-test-build-costs.md).
# A debug build without sanitizers is for people: one object a file, no precompiled header, so that one module and its tests build in seconds
# and a file that forgets an include does not compile.
if(CMAKE_BUILD_TYPE STREQUAL Debug AND NOT OCOP_SANITIZE)
  option(OCOP_UNITY "Compile sources in batches, with precompiled headers" OFF)
else()
  option(OCOP_UNITY "Compile sources in batches, with precompiled headers" ON)
endif()
set(OCOP_UNITY_LINES 1600)   # of a batch: two cores have work, and a change to one file costs ten seconds, not a minute

# Only headers that never change: a header of ours in here would rebuild everything with each edit, to save a twentieth of a second a batch.
set(OCOP_PCH <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <cstdint> <cstdio> <cstdlib> <cstring> <filesystem> <fstream> <functional>
             <map> <memory> <mutex> <optional> <set> <span> <stdexcept> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)
set(OCOP_TEST_PCH ${OCOP_PCH} <gtest/gtest.h> <rapidcheck/gtest.h>)

# ocop_batches(<out> <folder> <files…>): the sources to compile for <files> of one folder, one a batch when OCOP_UNITY is on.
function(ocop_batches out folder)
  if(OCOP_UNITY AND ARGN)
    execute_process(COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/unity ${OCOP_UNITY_LINES} ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/unity/${folder} ${ARGN}
                    OUTPUT_VARIABLE batches OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    # The grouping follows the names in the files.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/tools/unity)
    set(${out} ${batches} PARENT_SCOPE)
  else()
    set(${out} ${ARGN} PARENT_SCOPE)
  endif()
endfunction()

# ocop_precompiled(<target> <ocop_pch|ocop_test_pch>): the target's C++ sources see those headers parsed already.
function(ocop_precompiled target headers)
  if(OCOP_UNITY)
    target_precompile_headers(${target} REUSE_FROM ${headers})
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)   # ccache reads the header's digest, not its text
  endif()
endfunction()

if(OCOP_UNITY)
  file(WRITE ${CMAKE_BINARY_DIR}/unity/pch.cc.new "// Nothing: it carries the precompiled headers.\n")
  configure_file(${CMAKE_BINARY_DIR}/unity/pch.cc.new ${CMAKE_BINARY_DIR}/unity/pch.cc COPYONLY)
  add_library(ocop_pch OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/unity/pch.cc)
  target_precompile_headers(ocop_pch PRIVATE ${OCOP_PCH})
  add_library(ocop_test_pch OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/unity/pch.cc)
  target_precompile_headers(ocop_test_pch PRIVATE ${OCOP_TEST_PCH})
  target_link_libraries(ocop_test_pch PRIVATE GTest::gtest rapidcheck)
endif()
