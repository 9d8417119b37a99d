# Every outside library, by the Debian package that brings it (the same list with reasons: tools/packages).
find_package(PkgConfig REQUIRED)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo pangoft2 cairo-pdf fontconfig)
pkg_check_modules(vips REQUIRED IMPORTED_TARGET vips)
pkg_check_modules(webpmux REQUIRED IMPORTED_TARGET libwebpmux)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(openssl REQUIRED IMPORTED_TARGET openssl)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(gmime REQUIRED IMPORTED_TARGET gmime-3.0)
# It asks for _LARGEFILE64_SOURCE, which C++ on Linux has anyway (_GNU_SOURCE); said once more, g++ does not take the precompiled headers.
set_property(TARGET PkgConfig::gmime PROPERTY INTERFACE_COMPILE_OPTIONS -pthread)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(libqpdf REQUIRED IMPORTED_TARGET libqpdf)
find_package(Boost 1.81 REQUIRED)                      # Asio and Beast: headers only
find_library(BOOST_JSON_LIBRARY NAMES boost_json REQUIRED)
find_library(ZINT_LIBRARY NAMES zint REQUIRED)         # its package has no .pc file
find_library(XLSXWRITER_LIBRARY NAMES xlsxwriter REQUIRED)
find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)

# qpdf 11.3 does not compile with clang in C++20: a defaulted destructor wants a vector of the class it lies in. Its header is read with an
# empty body there instead, from a copy that comes before it in the include path.
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  pkg_get_variable(qpdf_headers libqpdf includedir)
  file(READ ${qpdf_headers}/qpdf/JSON.hh qpdf_json)
  string(REPLACE "virtual ~JSON_array() = default;" "virtual ~JSON_array() {}" qpdf_json "${qpdf_json}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/qpdf/JSON.hh CONTENT "${qpdf_json}" @ONLY)
endif()
