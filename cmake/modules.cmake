# ocop_library(NAME <name> DIR <dir> DEPS <ocop libs…> LINK <outside libs…>)
#   All of <dir>/*.cc is one static library `ocop_<name>`. Beside it, when they exist:
#     <dir>/*.messages      -> generated header "<dir>/messages.h" and its texts (tools/messages)
#     <dir>/migrations/*.sql-> generated "<dir>/migrations.h" (tools/migrations)
#     <dir>/tests/*.cc      -> one test program `test_<name>`
#     <dir>/fuzz/*.cc       -> one fuzz program each, `fuzz_<file>` (see kernel/base/fuzz_main.cc)
#   Files are found by glob, so a new file needs no edit here (CONFIGURE_DEPENDS re-globs at each build).
function(ocop_library)
  cmake_parse_arguments(ARG "" "NAME;DIR" "DEPS;LINK;TEST_DEPS" ${ARGN})
  set(target ocop_${ARG_NAME})
  set(dir ${CMAKE_SOURCE_DIR}/${ARG_DIR})
  set(generated ${CMAKE_BINARY_DIR}/generated)
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cc)
  list(FILTER sources EXCLUDE REGEX "fuzz_main\\.cc$")
  list(REMOVE_ITEM sources ${OCOP_LEFT_OUT})
  set(outputs "")

  file(GLOB messages CONFIGURE_DEPENDS ${dir}/*.messages)
  if(messages)
    set(out ${generated}/${ARG_DIR}/messages.h ${generated}/${ARG_DIR}/messages.cc)
    add_custom_command(OUTPUT ${out} COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/messages ${out} ${messages}
                       DEPENDS ${messages} ${CMAKE_SOURCE_DIR}/tools/messages VERBATIM)
    list(APPEND outputs ${out})
  endif()
  file(GLOB migrations CONFIGURE_DEPENDS ${dir}/migrations/*.sql)
  if(migrations)
    set(out ${generated}/${ARG_DIR}/migrations.h)
    add_custom_command(OUTPUT ${out} COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/migrations ${out} ${migrations}
                       DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/tools/migrations VERBATIM)
    list(APPEND outputs ${out})
  endif()

  if(NOT sources)
    file(CONFIGURE OUTPUT ${generated}/${ARG_DIR}/empty.cc CONTENT "// ${ARG_NAME} has no source of its own yet\n")
    set(sources ${generated}/${ARG_DIR}/empty.cc)
  endif()
  ocop_batches(sources ${ARG_DIR})
  add_library(${target} STATIC ${sources} ${outputs})
  ocop_precompiled(${target} ocop_pch)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR} ${generated})
  if(outputs)
    # Other libraries that include this one's generated headers must wait for them.
    add_custom_target(${target}_generated DEPENDS ${outputs})
    add_dependencies(${target} ${target}_generated)
  endif()
  foreach(dep ${ARG_DEPS})
    target_link_libraries(${target} PUBLIC ocop_${dep})
    if(TARGET ocop_${dep}_generated)
      add_dependencies(${target} ocop_${dep}_generated)
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE ${ARG_LINK} Threads::Threads)

  file(GLOB tests CONFIGURE_DEPENDS ${dir}/tests/*.cc)
  list(REMOVE_ITEM tests ${OCOP_LEFT_OUT})
  if(tests)
    ocop_batches(tests ${ARG_DIR}/tests)
    add_executable(test_${ARG_NAME} EXCLUDE_FROM_ALL ${tests})
    ocop_precompiled(test_${ARG_NAME} ocop_test_pch)
    target_link_libraries(test_${ARG_NAME} PRIVATE ${target} GTest::gtest GTest::gtest_main rapidcheck ${ARG_LINK} Threads::Threads)
    foreach(dep ${ARG_TEST_DEPS})
      target_link_libraries(test_${ARG_NAME} PRIVATE ocop_${dep})
    endforeach()
    if(TARGET ocop_test_support AND (ARG_NAME STREQUAL db OR db IN_LIST ARG_DEPS))
      target_link_libraries(test_${ARG_NAME} PRIVATE ocop_test_support)  # a fresh database on each engine
    endif()
    if(ARG_DIR MATCHES "^modules/")
      target_link_libraries(test_${ARG_NAME} PRIVATE ocop_test_desk)     # the way of a request without a socket
    endif()
    target_compile_definitions(test_${ARG_NAME} PRIVATE OCOP_SOURCE_DIR=".")
    if(OCOP_SANITIZE)   # a check names its own file and line; a trace has the lines of what is tested, and of tests the names alone
      target_compile_options(test_${ARG_NAME} PRIVATE -g0)
    endif()
    add_test(NAME ${ARG_NAME} COMMAND test_${ARG_NAME} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    add_dependencies(all_tests test_${ARG_NAME})
  endif()

  file(GLOB fuzzers CONFIGURE_DEPENDS ${dir}/fuzz/*.cc)
  foreach(fuzzer ${fuzzers})
    get_filename_component(fuzz_name ${fuzzer} NAME_WE)
    # Without OCOP_LIBFUZZER the program replays its seeds and a bounded number of mutations of them.
    add_executable(fuzz_${fuzz_name} EXCLUDE_FROM_ALL ${fuzzer})
    ocop_precompiled(fuzz_${fuzz_name} ocop_pch)
    target_link_libraries(fuzz_${fuzz_name} PRIVATE ${target} ${ARG_LINK} Threads::Threads)
    if(OCOP_LIBFUZZER)
      target_link_options(fuzz_${fuzz_name} PRIVATE -fsanitize=fuzzer)
    else()
      target_link_libraries(fuzz_${fuzz_name} PRIVATE ocop_fuzz_main)
    endif()
    add_test(NAME fuzz_${fuzz_name} COMMAND fuzz_${fuzz_name} ${dir}/fuzz/seeds/${fuzz_name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    add_dependencies(all_fuzz fuzz_${fuzz_name})
  endforeach()
endfunction()

# tools/house/edges, the one list of folders, as CMake reads it: OCOP_UNITS in the order of the layers, OCOP_DEPS_<folder> = what the folder
# may include, therefore what its library is linked to. tools/layers holds the includes against the same lines.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/house/edges)
file(STRINGS ${CMAKE_SOURCE_DIR}/tools/house/edges edge_lines REGEX "^[a-z]")
set(OCOP_UNITS "")
foreach(line ${edge_lines})
  string(REGEX MATCH "^([a-z0-9/_]+): *(.*)$" matched "${line}")
  if(NOT matched)
    message(FATAL_ERROR "tools/house/edges: not a folder and its edges: ${line}")
  endif()
  set(unit ${CMAKE_MATCH_1})
  string(REPLACE " " ";" words "${CMAKE_MATCH_2}")
  set(deps "")
  foreach(word ${words})
    if(word MATCHES "^@(.*)$")   # a whole layer, as far as it stands above this line
      set(layer ${OCOP_UNITS})
      list(FILTER layer INCLUDE REGEX "^${CMAKE_MATCH_1}/")
      list(APPEND deps ${layer})
    else()
      list(APPEND deps ${word})
    endif()
  endforeach()
  set(OCOP_DEPS_${unit} ${deps})
  list(APPEND OCOP_UNITS ${unit})
endforeach()

# ocop_layer(<layer>): a library for each folder of the layer ("kernel", "modules", "app"). Outside libraries: set(LINK_<name> …) before it,
# for tests alone set(TEST_DEPS_<name> …). A folder that is not there yet is passed over.
function(ocop_layer layer)
  foreach(unit ${OCOP_UNITS})
    if(NOT unit MATCHES "^${layer}(/|$)" OR NOT IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${unit})
      continue()
    endif()
    get_filename_component(name ${unit} NAME)
    set(deps "")
    foreach(dep ${OCOP_DEPS_${unit}})
      get_filename_component(dep_name ${dep} NAME)
      if(TARGET ocop_${dep_name})
        list(APPEND deps ${dep_name})
      endif()
    endforeach()
    ocop_library(NAME ${name} DIR ${unit} DEPS ${deps} LINK ${LINK_${name}} TEST_DEPS ${TEST_DEPS_${name}})
  endforeach()
endfunction()

# Writes generated/app/modules.h: the manifest of every module that has one (modules/<name>/manifest.cc), in the order of the layers.
function(ocop_module_list)
  set(declared "")
  set(listed "")
  foreach(unit ${OCOP_UNITS})
    if(unit MATCHES "^modules/" AND EXISTS ${CMAKE_SOURCE_DIR}/${unit}/manifest.cc)
      get_filename_component(name ${unit} NAME)
      string(APPEND declared "namespace ocop::${name} { manifest::Manifest manifest(); }\n")
      string(APPEND listed "    ${name}::manifest,\n")
    endif()
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/app/modules.h @ONLY CONTENT "// Generated from tools/house/edges by cmake/modules.cmake. Do not edit.
#pragma once
#include <array>

#include \"kernel/manifest/manifest.h\"

@declared@
namespace ocop::app {
inline constexpr auto kModules = std::to_array<manifest::Manifest (*)()>({
@listed@});
}
")
endfunction()

# ocop_embed(<target> <symbol> <base dir> <files…>): puts files into the program as they are (.incbin).
#   Declares `namespace ocop::embedded { std::span<const EmbeddedFile> <symbol>(); }`, see kernel/files/embedded.h.
function(ocop_embed target symbol base)
  set(out ${CMAKE_BINARY_DIR}/generated/embedded/${symbol})
  add_custom_command(OUTPUT ${out}.S ${out}.cc
                     COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed ${symbol} ${base} ${out} ${ARGN}
                     DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/tools/embed VERBATIM)
  target_sources(${target} PRIVATE ${out}.S ${out}.cc)
  set_source_files_properties(${out}.S PROPERTIES LANGUAGE ASM)
endfunction()
