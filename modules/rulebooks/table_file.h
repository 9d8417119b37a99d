#pragma once
#include <memory>
#include <string_view>

#include "kernel/json/json.h"
#include "modules/rulebooks/rulebooks.h"

// Reading the files of data/rulebooks. Layout: data/rulebooks/README.md. Strict: a member that is absent, of a wrong type or unknown is
// a fault, because these files are law: what is not understood must not be passed over.
namespace ocop::rulebooks {

// Error: internal with "file: path: what".
Result<std::shared_ptr<const Table>> read_table(std::string_view file, std::string_view content, std::string_view sha256);
// rulebook.json without its tables.
Result<Rulebook> read_rulebook(std::string_view file, std::string_view content);

}  // namespace ocop::rulebooks
