#pragma once
#include <span>

#include "kernel/files/embedded.h"
#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks {

// The files of data/rulebooks as they were put into the program.
std::span<const EmbeddedFile> data_files();
// The file a table was read from; empty only for tables that load() did not make.
std::string_view table_file(const Table& table);

}  // namespace ocop::rulebooks
