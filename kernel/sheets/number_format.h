#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/sheets/sheets.h"

// Numbers of a spreadsheet that mean days, ECMA-376 part 1 §18.8.30 (formats) and §18.17.4 (serial values). Pure.
namespace ocop::sheets {

enum class Shows : std::uint8_t { number, day, day_and_time, time };
Shows builtin_format(std::uint32_t id);
// "dd/mm/yyyy;@", "[$-42A]d mmmm yyyy", "\"ngày\" dd": the first section decides; quoted text, escapes and [colours] are not looked at.
Shows custom_format(std::string_view code);

enum class Epoch : std::uint8_t { from_1900, from_1904 };
// Fills kind, text, number and date of a number cell. A serial that is no day (negative, after 9999, or the 29 February 1900 that there
// never was, serial 60 of the 1900 epoch) stays a number.
void set_number(Cell& cell, double value, Shows shows, Epoch epoch);
// Shortest decimal that reads back the same; without an exponent below 10^15.
std::string decimal_text(double value);

}  // namespace ocop::sheets
