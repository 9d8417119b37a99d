#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "kernel/http/input.h"

// Bodies for tests, made of a declaration: what every handler is asked with, so that no route is forgotten.
namespace ocop::input {

// A body, and the field whose value is wrong on purpose; empty = nothing is: reading must take it.
struct Sample {
  std::string what;        // "finding: one character too long"
  std::string json;
  http::Fields form;       // the same said by a form; empty when only JSON can say it
  std::string wrong;
};
// The valid ones first: all fields, the required ones alone, each at its limits. Then, for each field, what is just outside it: absent, of
// another type, a character or an item too long, a number past its end, no date, no id, no word of the list; and a member nobody declared.
// The same for the same declaration.
std::vector<Sample> corpus(const Shape& shape);

}  // namespace ocop::input
