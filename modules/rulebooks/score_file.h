#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/json/json.h"
#include "modules/rulebooks/rulebooks.h"

// Reading of score files (docs/formats/score.md), strictly: what score_json and ladder_json share. Inner.
namespace ocop::rulebooks {

// Collects faults with their paths; stops collecting, not reading, at kMaxFaults.
class Faults {
 public:
  void add(Problem problem) { if (problems_.size() < kMaxFaults) problems_.push_back(std::move(problem)); }
  void add(std::string field, const json::Node& got, std::string expected, const Message& message, std::vector<Argument> arguments = {}) {
    add(Problem{std::move(field), got.brief(), std::move(expected), message, std::move(arguments)});
  }
  bool none() const { return problems_.empty(); }
  bool full() const { return problems_.size() >= kMaxFaults; }
  Error error() && { return Error{ErrorKind::invalid_input, std::move(problems_), "the score file does not fit"}; }

 private:
  std::vector<Problem> problems_;
};

// A name as a reader can find it in the file: answers["9.9"], with the quotes and escapes of JSON.
std::string entry_of(std::string_view path, std::string_view key);
bool is_object(const json::Node& node, std::string_view path, Faults& faults);
// Every member that is not among `known` is a fault.
void only(const json::Node& object, std::string_view path, std::initializer_list<std::string_view> known, Faults& faults);
// Null after a fault.
const Rulebook* read_rulebook(const Library& library, const json::Node& node, Faults& faults);
const Table* read_set(const Rulebook& rulebook, const json::Node& node, Faults& faults);
Problem unknown_criterion(const Table& table, std::string field, std::string got);
std::vector<Sheet> read_sheets(const Table& table, const json::Node& node, Faults& faults);
// What a file may say of itself, so that it is replayed as it was meant: the checksum of the table that it was made for, and the province's
// settings, which go before `usual`.
void expect_table(const Table& table, const json::Node& sha256, Faults& faults);
Settings read_settings(const json::Node& node, const Settings& usual, Faults& faults);

}  // namespace ocop::rulebooks
