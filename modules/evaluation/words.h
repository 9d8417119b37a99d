#pragma once
#include <string>
#include <string_view>

#include "kernel/base/message.h"
#include "modules/evaluation/types.h"

// Words that pages and papers share: names of states and kinds, figures, criteria, and what kept a product from a star.
namespace ocop::evaluation {

const Message& label(State state);
const Message& state_words(const Dossier& dossier);   // of its level: at the centre it is the Ministry that checks and decides
const Message& label(Kind kind);
// Exactly, so that parts add up to their total: "62,5", "31 2/3".
std::string figure(const Rational& points, Language language);
// A total as the province writes it: "80"; where its two decimals are not all, both: "80,66 (cắt hai chữ số; đúng là 80 2/3)".
std::string total_figure(const Rational& points, const Settings& settings, Language language);
std::string limit_words(const Settings& settings, Language language);                      // "không quá 10", "dưới 10"
std::string limit_figure(const Settings& settings, Language language);                     // the same within a sentence: "10", "“dưới 10”"
std::string points_words(int points, Language language);                                   // "2 điểm"
std::string criterion_title(const rulebooks::Criterion& criterion, Language language);     // "1.5 Liên kết chuỗi"
// What a tick stands for: the criterion that carries it, or the line above the table; the code when the table knows neither.
std::string knockout_label(const rulebooks::Table& table, std::string_view code, Language language);
// "1.1 Nguồn nguyên liệu: cần “Dưới 75%” (10 điểm); hội đồng cho 5": the least option that a criterion asks for `star` and those below it,
// and what the council gave. Empty when the table asks for none.
std::string missed_floor(const rulebooks::Table& table, std::string_view code, int star, const rulebooks::Outcome& outcome,
                         Language language);

}  // namespace ocop::evaluation
