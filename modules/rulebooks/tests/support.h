#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "modules/rulebooks/rulebooks.h"

namespace ocop::rulebooks::test {

// Loaded once for the test program.
const Library& library();
const Table& table(std::string_view product_set, std::string_view rulebook = "QD26-2026");
const Rulebook& rulebook(std::string_view code = "QD26-2026");

// A sheet with the best option everywhere.
Sheet best(const Table& table);
// Answers by criterion; the rest unticked.
Sheet sheet(const Table& table, std::initializer_list<std::pair<const char*, int>> answers);
void tick(const Table& table, Sheet& sheet, std::string_view code, int option);
int total(const Table& table, const Sheet& sheet);

}  // namespace ocop::rulebooks::test
