#pragma once
#include <string>

#include "kernel/http/http.h"
#include "kernel/web/page.h"
#include "modules/rulebooks/rulebooks.h"

// What the pages of rulebooks share; inner.
namespace ocop::rulebooks {

inline Message message(const Text& text) { return {text.vi, text.en}; }   // valid while the library lives
std::string index_path();
std::string table_path(const Rulebook& rulebook, const Table& table);
std::string try_path(const Rulebook& rulebook, const Table& table);
std::string criterion_anchor(const Criterion& criterion);                 // "c-1.5"
std::string in_force_words(const Rulebook& rulebook, Language language);
// "2 điểm, cần cho 4 sao"
std::string option_worth(const Option& option, Language language);
std::string points_words(int points, Language language);
const Option* ticked(const Criterion& criterion, int answer);             // null when unticked

void index_page(web::Html& out, const Library& library);
void table_page(web::Html& out, const Rulebook& rulebook, const Table& table);
// `sheet` and `outcome` null before the first try.
struct Trial { const Sheet* sheet = nullptr; const Outcome* outcome = nullptr; const Error* error = nullptr; };
void try_page(web::Html& out, const http::Request& request, const Rulebook& rulebook, const Table& table, const Trial& trial,
              const Settings& settings);
// Reads the form of try_page. Error: invalid_input with the criterion's code as field.
Result<Sheet> read_trial(const Table& table, const http::Fields& form);

}  // namespace ocop::rulebooks
