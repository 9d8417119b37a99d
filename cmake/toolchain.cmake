set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Debug)
endif()
# -g1: line numbers in stack traces at a third of the link time of -g.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")

add_compile_options(-pthread)   # some packages ask for it; asked of all, one precompiled header fits all
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers -Werror=return-type
                    -Werror=unused-result -Wimplicit-fallthrough -fno-omit-frame-pointer)
option(OCOP_WERROR "Warnings are errors" OFF)
if(OCOP_WERROR)
  add_compile_options(-Werror)
endif()

# OCOP_SANITIZE: empty, "address,undefined" or "thread".
set(OCOP_SANITIZE "" CACHE STRING "Sanitizers to build with")
if(OCOP_SANITIZE)
  add_compile_options(-fsanitize=${OCOP_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${OCOP_SANITIZE})
  if(OCOP_SANITIZE MATCHES "address|thread")   # g++ and clang say it in words of their own; the code asks for OCOP_SANITIZED_ADDRESS or …_THREAD
    string(TOUPPER ${CMAKE_MATCH_0} sanitized)
    add_compile_definitions(OCOP_SANITIZED_${sanitized})
  endif()
  # The checks of every pointer before every use are a third of the compile time and find what AddressSanitizer finds by itself (null, a dead
  # object) or what x86 does not mind (alignment). `./test --long` builds with them.
  option(OCOP_SANITIZE_ALL "With -fsanitize=null,alignment,vptr,object-size too" OFF)
  if(NOT OCOP_SANITIZE_ALL AND OCOP_SANITIZE MATCHES undefined)
    add_compile_options(-fno-sanitize=null,alignment,vptr,object-size)
    add_link_options(-fno-sanitize=vptr)
  endif()
endif()

find_program(OCOP_CCACHE ccache)
if(OCOP_CCACHE)
  # Sloppiness: what ccache asks for before it works with precompiled headers. Depend mode: a miss is compiled at once, not preprocessed first.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 ${OCOP_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${OCOP_CCACHE})
endif()
find_program(OCOP_MOLD mold)
if(OCOP_MOLD)
  add_link_options(-fuse-ld=mold)  # links in a third of the time of bfd (docs/decisions)
endif()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_package(Threads REQUIRED)
