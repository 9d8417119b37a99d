#pragma once
#include <string>

#include "kernel/base/result.h"

// Making and dropping whole databases on a server: for setting up an installation, and for tests.
namespace ocop::db::postgresql {

// `name`: lower-case letters, digits and '_' only; anything else is refused (it becomes part of the SQL).
Result<void> create_database(const std::string& url, const std::string& name);
// A copy of the database `from` with all that is in it; nobody may be connected to `from` meanwhile.
Result<void> copy_database(const std::string& url, const std::string& from, const std::string& name);
// Cuts whoever is still connected.
Result<void> drop_database(const std::string& url, const std::string& name);
// The same server and user, another database: only the path of the URL changes.
std::string with_database(const std::string& url, const std::string& name);

}  // namespace ocop::db::postgresql
