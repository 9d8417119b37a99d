# How ./run and ./test build: sources in batches, common headers parsed once (docs/decisions/0051-what-a-test-build-costs.md).
# A debug build without sanitizers is for people: one object a file, no precompiled header, so that one module and its tests build in seconds
# and a file that forgets an include does not compile.
if(CMAKE_BUILD_TYPE STREQUAL Debug AND NOT OCOP_SANITIZE)
  option(OCOP_UNITY "Compile sources in batches, with precompiled headers" OFF)
else()
  option(OCOP_UNITY "Compile sources in batches, with precompiled headers" ON)
endif()
set(OCOP_UNITY_LINES 3200)   # of a batch: a layer is seven to twelve, so both cores have work; a change to one file costs some fifteen seconds

# Only headers that never change: a header of ours in here would rebuild everything with each edit, to save a twentieth of a second a batch.
set(OCOP_PCH <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <cstdint> <cstdio> <cstdlib> <cstring> <filesystem> <fstream> <functional>
             <map> <memory> <mutex> <optional> <set> <span> <stdexcept> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)
set(OCOP_TEST_PCH ${OCOP_PCH} <gtest/gtest.h> <rapidcheck/gtest.h>)

# ocop_precompiled(<target> <ocop_pch|ocop_test_pch>): the target's C++ sources see those headers parsed already.
function(ocop_precompiled target headers)
  if(OCOP_UNITY)
    target_precompile_headers(${target} REUSE_FROM ${headers})
    target_compile_options(${target} PRIVATE ${OCOP_PCH_OPTIONS})
  endif()
endfunction()

# What ccache needs to take a precompiled header from another build of the same text. Templates that the headers use are instantiated once, in
# the precompiled header (g++ does so by itself): a tenth of what clang needs for a batch.
set(OCOP_PCH_OPTIONS $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>
                     "$<$<COMPILE_LANG_AND_ID:CXX,Clang>:SHELL:-Xclang -fno-pch-timestamp>" $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fpch-instantiate-templates>)

# Under ThreadSanitizer a module is what many threads meet, its service and store, with the tests that start threads
# (tests/concurrency_test.cc and the world they stand in). What a request is answered with owns nothing that threads share.
set(OCOP_LEFT_OUT "")
if(OCOP_SANITIZE STREQUAL thread)
  foreach(part api* forms* links lists* manifest offline pages* work_list tests/*)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/modules/*/${part}.cc)
    list(APPEND OCOP_LEFT_OUT ${found})
  endforeach()
  list(FILTER OCOP_LEFT_OUT EXCLUDE REGEX "/tests/(concurrency_test|world)\\.cc$")
  # Of the kernel the tests that start threads or a server: what is computed in one thread says nothing here. (THREADED of tests/runner/suites.py)
  file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/kernel/*/tests/*.cc ${CMAKE_SOURCE_DIR}/app/tests/*.cc)
  list(FILTER found EXCLUDE REGEX "/(db|events|http|jobs|tlog)/tests/")
  list(APPEND OCOP_LEFT_OUT ${found})
  foreach(test db/tests/columns db/tests/look db/tests/model db/tests/plans db/tests/round_trips http/tests/address http/tests/cookies http/tests/fields
               http/tests/input http/tests/router http/tests/schema http/tests/table tlog/tests/merkle tlog/tests/note tlog/tests/seal jobs/tests/rules)
    list(APPEND OCOP_LEFT_OUT ${CMAKE_SOURCE_DIR}/kernel/${test}_test.cc)
  endforeach()
  # Modules that the tests of others meet behind their ports alone, and the kernel parts that only those use.
  foreach(folder modules/places modules/identity modules/producers modules/products kernel/sheets kernel/images kernel/package kernel/documents
                 kernel/lists)
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc)
    list(APPEND OCOP_LEFT_OUT ${found})
  endforeach()
  list(FILTER OCOP_LEFT_OUT EXCLUDE REGEX "/products/rules\\.cc$")
  # What of a batch no test reaches may need what is left out: it goes before the linker asks for that.
  add_compile_options(-ffunction-sections -fdata-sections)
  add_link_options(-Wl,--gc-sections)
  # The units of now are replaced while they are read.
  list(FILTER OCOP_LEFT_OUT EXCLUDE REGEX "/places/(live|index|resolver|address)\\.cc$")
  # A report of a fake knows whose work it is; a fake studio names its files.
  list(FILTER OCOP_LEFT_OUT EXCLUDE REGEX "/resolver/work_list\\.cc$|/images/studio\\.cc$")
endif()

if(OCOP_UNITY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/unity)
  list(TRANSFORM OCOP_LEFT_OUT REPLACE "^${CMAKE_SOURCE_DIR}/" "" OUTPUT_VARIABLE left_out)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/unity ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/unity ${OCOP_UNITY_LINES}
                          kernel/base/fuzz_main.cc ${left_out}
                  OUTPUT_VARIABLE folders OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE ";" "|" folders "${folders}")
  string(REPLACE "\n" ";" folders "${folders}")
  foreach(batches ${folders})
    string(REPLACE "|" ";" batches "${batches}")
    list(POP_FRONT batches layer)
    set(OCOP_BATCHES_${layer} ${batches})
  endforeach()

  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)   # it takes a type of an unnamed namespace for one in a header
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/unity/pch.cc CONTENT "// Nothing: it carries the precompiled headers.\n")
  add_library(ocop_pch OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/unity/pch.cc)
  target_precompile_headers(ocop_pch PRIVATE ${OCOP_PCH})
  target_compile_options(ocop_pch PRIVATE ${OCOP_PCH_OPTIONS})
  add_library(ocop_test_pch OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/unity/pch.cc)
  target_precompile_headers(ocop_test_pch PRIVATE ${OCOP_TEST_PCH})
  target_compile_options(ocop_test_pch PRIVATE ${OCOP_PCH_OPTIONS})
  target_link_libraries(ocop_test_pch PRIVATE GTest::gtest rapidcheck)
endif()
