#include <array>
#include <cmath>
#include <cstdio>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/likeness/likeness.h"
#include "modules/likeness/messages.h"

namespace ocop::likeness {
namespace {

struct FieldRow {
  std::string_view name;
  const Message& label;
};
constexpr std::array<FieldRow, 10> kFields{{{"prior", msg::field_prior},
                                            {"name", msg::field_name},
                                            {"size", msg::field_size},
                                            {"maker", msg::field_maker},
                                            {"place", msg::field_place},
                                            {"year", msg::field_year},
                                            {"decision", msg::field_decision},
                                            {"stars", msg::field_stars},
                                            {"group", msg::field_group},
                                            {"source", msg::field_source}}};
constexpr std::array<FieldRow, 7> kAgreements{{{"expected", msg::agreement_expected},
                                               {"same", msg::agreement_same},
                                               {"alike", msg::agreement_alike},
                                               {"says_more", msg::agreement_says_more},
                                               {"could_be", msg::agreement_could_be},
                                               {"different", msg::agreement_different},
                                               {"not_said", msg::agreement_not_said}}};

std::string printed(const char* format, double number) {
  char buffer[32];
  const int length = std::snprintf(buffer, sizeof buffer, format, number);
  return std::string(buffer, static_cast<std::size_t>(length));
}
std::string bits_of(int weight) { return printed("%.3f", weight / 1000.0); }

}  // namespace

std::string_view name(Field field) { return kFields[static_cast<std::size_t>(field)].name; }
const Message& label(Field field) { return kFields[static_cast<std::size_t>(field)].label; }
std::string_view name(Agreement agreement) { return kAgreements[static_cast<std::size_t>(agreement)].name; }
const Message& label(Agreement agreement) { return kAgreements[static_cast<std::size_t>(agreement)].label; }

double probability(int weight) { return 1 / (1 + std::exp2(-weight / 1000.0)); }

std::string said(const Record& record, Field field) {
  switch (field) {
    case Field::prior: return {};
    case Field::name:
    case Field::size: return std::string(record.name);
    case Field::maker: return std::string(record.maker);
    case Field::place: return std::string(record.place);
    case Field::year: return record.year ? std::to_string(*record.year) : std::string();
    case Field::decision: return std::string(record.decision);
    case Field::stars: return record.stars > 0 ? std::to_string(record.stars) : std::string();
    case Field::group: return std::string(record.group);
    case Field::source: return std::string(record.source);
  }
  return {};
}

std::string to_json(std::span<const Record> records, std::span<const Pair> pairs) {
  json::Writer out;
  out.begin_array();
  for (const Pair& pair : pairs) {
    const Record &a = records[pair.a], &b = records[pair.b];
    out.begin_object().field("a", a.id).field("b", b.id);
    out.member("probability").number(printed("%.6f", probability(pair.weight)));
    out.field("proposed", pair.proposed()).member("weight").number(bits_of(pair.weight));
    out.member("evidence").begin_array();
    for (const Evidence& evidence : pair.evidence) {
      out.begin_object().field("field", name(evidence.field)).field("a", said(a, evidence.field)).field("b", said(b, evidence.field));
      out.field("agreement", name(evidence.agreement)).member("weight").number(bits_of(evidence.weight)).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  return out.take();
}

std::string to_text(std::span<const Record> records, std::span<const Pair> pairs, Language language) {
  std::size_t proposed = 0;
  for (const Pair& pair : pairs) proposed += pair.proposed() ? 1 : 0;
  std::string out = format(msg::report_title, language, {std::to_string(proposed), std::to_string(pairs.size() - proposed)}) + "\n";
  for (const Pair& pair : pairs) {
    const Record &a = records[pair.a], &b = records[pair.b];
    const std::string percent = text::decimal(printed("%.1f", 100 * probability(pair.weight)), language);
    out.append(format(pair.proposed() ? msg::report_pair_proposed : msg::report_pair_named, language,
                      {std::string(a.id), std::string(b.id), percent}));
    out.append("\n");
    for (const Evidence& evidence : pair.evidence) {
      const std::string field(translate(label(evidence.field), language)), how(translate(label(evidence.agreement), language));
      const std::string weight = (evidence.weight > 0 ? "+" : "") + text::decimal(bits_of(evidence.weight), language);
      const std::string left = said(a, evidence.field), right = said(b, evidence.field);
      out.append("  ").append(left.empty() && right.empty() ? format(msg::report_evidence_alone, language, {field, how, weight})
                                                            : format(msg::report_evidence, language, {field, how, weight, left, right}));
      out.append("\n");
    }
  }
  return out;
}

}  // namespace ocop::likeness
