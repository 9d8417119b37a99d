#include "modules/places/changes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "kernel/base/csv.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "modules/places/messages.h"
#include "modules/places/unit_types.h"

namespace ocop::places {
namespace {

constexpr std::array<std::string_view, 9> kColumns{"effective_date", "code", "level", "field", "old_value", "new_value", "act", "source",
                                                   "certainty"};
enum : std::size_t { kEffective, kCode, kLevel, kField, kOld, kNew, kAct, kSource, kCertainty };
// Two who do not copy each other say it, or a person has read the act.
constexpr std::array<std::string_view, 2> kCertain{"two_sources", "confirmed"};
constexpr std::string_view kNoAct = "none";   // "none: correction of our list": comes with the program's own data

// What a unit is called on the day before: the words that the change begins with.
std::optional<Naming> naming_before(const Units& known, const NamingRow& row) {
  std::optional<Naming> out;
  const auto first = [&](const auto& unit) {
    if (unit.code == row.code) out = {unit.valid_from, unit.type, unit.name, unit.full_name, unit.name_en, unit.full_name_en, {}};
  };
  if (row.level == NamingRow::Level::province) std::ranges::for_each(known.provinces, first);
  else std::ranges::for_each(known.communes, [&](const CommuneRow& one) { first(one.commune); });
  for (const NamingRow& later : known.namings)
    if (out && later.level == row.level && later.code == row.code && later.naming.from < row.naming.from) out = later.naming;
  return out;
}

// English forms follow the type: "Long Thanh Ward", "Dong Nai City".
std::string english(const Naming& naming) {
  constexpr std::array<std::string_view, 5> kKinds{"Province", "City", "Commune", "Ward", "Special Administrative Region"};
  return naming.name_en + " " + std::string(kKinds[static_cast<std::size_t>(naming.type)]);
}

class Planner {
 public:
  explicit Planner(const Units& known) : known_(known) {}

  void add(const csv::Row& row) {
    const auto& f = row.fields;
    if (f[kAct].starts_with(kNoAct)) return add_correction(row);
    const auto day = Date::parse_iso(f[kEffective]);
    const bool province = f[kLevel] == "province";
    Change& change = change_of(row, day.value_or(Date{}), province ? NamingRow::Level::province : NamingRow::Level::commune);
    if (std::ranges::find(kCertain, f[kCertainty]) == kCertain.end() && change.outcome == ChangeOutcome::created)
      change.outcome = ChangeOutcome::unsure;
    if (!day || (!province && f[kLevel] != "commune"))
      return wrong(change, f[kEffective] + " " + f[kLevel], "a day and province or commune");
    if (f[kAct].empty()) return wrong(change, f[kAct], "the act that says it");
    if (change.outcome == ChangeOutcome::wrong) return;
    set(change, f[kField], text::clean(f[kOld]), text::clean(f[kNew]));
  }

  ChangeReport finish() {
    for (Change& change : report_.changes) {
      change.naming.naming.full_name_en = english(change.naming.naming);
      const auto known = std::ranges::find_if(known_.namings, [&](const NamingRow& one) {
        return one.level == change.naming.level && one.code == change.naming.code && one.naming.from == change.naming.naming.from;
      });
      if (known == known_.namings.end() || change.outcome == ChangeOutcome::unsure) continue;
      const bool same = known->naming.full_name == change.naming.naming.full_name && known->naming.type == change.naming.naming.type;
      if (same) change.outcome = ChangeOutcome::known;
      else wrong(change, change.naming.naming.full_name, known->naming.full_name + " (" + known->naming.act + ")");
    }
    return std::move(report_);
  }

 private:
  Change& change_of(const csv::Row& row, Date day, NamingRow::Level level) {
    const auto [at, fresh] = places_.try_emplace({day, level, row.fields[kCode]}, report_.changes.size());
    if (!fresh) return report_.changes[at->second];
    Change& made = report_.changes.emplace_back();
    made.line = row.line;
    made.source = row.fields[kSource];
    made.naming = {level, row.fields[kCode], {}};
    made.naming.naming.from = day;
    if (const auto before = naming_before(known_, made.naming)) made.naming.naming = *before;
    else wrong(made, row.fields[kCode], "the code of a unit");
    made.naming.naming.from = day;
    made.naming.naming.act = row.fields[kAct];
    return made;
  }

  // An error of the lists is mended in data/places; here it can only be known already.
  void add_correction(const csv::Row& row) {
    const auto& f = row.fields;
    Change& made = report_.changes.emplace_back();
    made.line = row.line;
    made.naming.code = f[kCode];
    made.naming.naming.full_name = f[kNew];
    made.naming.naming.act = f[kAct];
    const auto corrects = [&](const Alias& one) { return one.code_before == f[kOld] && one.code == f[kNew]; };
    const bool alias = std::ranges::any_of(known_.aliases, corrects);
    const bool named = std::ranges::any_of(known_.communes, [&](const CommuneRow& one) {
      return one.commune.code == f[kCode] && (one.commune.full_name == f[kNew] || one.commune.name == f[kNew]);
    });
    if (alias || named) made.outcome = ChangeOutcome::known;
    else wrong(made, f[kOld], "a correction of data/places");
  }

  static void wrong(Change& change, std::string_view got, std::string_view expected) {
    change.outcome = ChangeOutcome::wrong;
    change.reason = std::string(text::cut(got, kMaxProblemText)) + " / " + std::string(expected);
  }

  static void set(Change& change, std::string_view field, std::string_view before, const std::string& after) {
    Naming& naming = change.naming.naming;
    const auto is = [&](std::string& value) {
      if (value != before && value != after) return wrong(change, before, value);
      value = after;
    };
    if (field == "full_name_vi") return is(naming.full_name);
    if (field == "name_vi") return is(naming.name);
    if (field == "name_en") return is(naming.name_en);
    const auto type = unit_type(after);
    if (field != "type" || !type) return wrong(change, field, "full_name_vi, name_vi, name_en or type");
    if (name(naming.type) != before && naming.type != *type) return wrong(change, before, name(naming.type));
    naming.type = *type;
  }

  const Units& known_;
  ChangeReport report_;
  std::map<std::tuple<Date, NamingRow::Level, std::string>, std::size_t> places_;
};

}  // namespace

std::string_view name(ChangeOutcome outcome) {
  constexpr std::array<std::string_view, kChangeOutcomes> kNames{"created", "known", "unsure", "wrong"};
  return kNames[static_cast<std::size_t>(outcome)];
}

std::size_t ChangeReport::count(ChangeOutcome outcome) const {
  return static_cast<std::size_t>(std::ranges::count(changes, outcome, &Change::outcome));
}

std::string to_text(const ChangeReport& report, Language language) {
  constexpr std::array<const Message*, kChangeOutcomes> kLines{&msg::changes_created, &msg::changes_known, &msg::changes_unsure,
                                                               &msg::changes_wrong};
  std::string out;
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    const auto outcome = static_cast<ChangeOutcome>(i);
    out.append(format(*kLines[i], language, {std::to_string(report.count(outcome))})).append("\n");
    for (const Change& change : report.changes) {
      if (change.outcome != outcome || outcome == ChangeOutcome::known) continue;
      const Naming& naming = change.naming.naming;
      out.append("  ").append(format(msg::changes_line, language,
                                     {std::to_string(change.line), change.naming.code, naming.full_name, naming.from.show(language)}));
      out.append(" (").append(naming.act).append(")").append(change.reason.empty() ? "" : ": ").append(change.reason).append("\n");
    }
  }
  return out;
}

Result<ChangeReport> plan_changes(std::string_view csv, const Units& known) {
  OCOP_TRY(rows, csv::parse(csv));
  if (rows.empty() || !std::ranges::equal(rows.front().fields, kColumns)) {
    return Error::of(ErrorKind::malformed_request,
                     Problem{"file", "", "the nine columns effective_date to certainty", msg::changes_heading, {}});
  }
  Planner planner(known);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].fields.size() != kColumns.size()) {
      return Error::of(ErrorKind::malformed_request, Problem{"line " + std::to_string(rows[i].line), std::to_string(rows[i].fields.size()),
                                                             std::to_string(kColumns.size()) + " fields", msg::changes_heading, {}});
    }
    planner.add(rows[i]);
  }
  return planner.finish();
}

}  // namespace ocop::places
