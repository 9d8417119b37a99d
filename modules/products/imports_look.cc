#include "modules/products/imports_look.h"

#include <algorithm>
#include <unordered_map>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/products/messages.h"
#include "modules/products/store_imports.h"

namespace ocop::products {

Corrections corrections_of(const std::vector<KeptFix>& fixes) {
  Corrections out;
  for (const KeptFix& fix : fixes) {
    switch (fix.reach) {
      case FixReach::cell: out.set({fix.sheet, static_cast<std::uint32_t>(fix.row), fix.field}, fix.value); break;
      case FixReach::same_value: out.set(fix.field, fix.printed, fix.value); break;
      case FixReach::fill_down: out.fill(fix.field); break;
      case FixReach::heading: out.name(fix.printed, fix.value); break;
      case FixReach::all_rows: out.say(fix.field, fix.value); break;
    }
  }
  return out;
}

std::string register_of(const Import& import) {
  return import.province == kAllProvinces ? import.source : import.province + "/" + import.source;
}

namespace {

// What is wrong with the row because it is of another province; nullopt: nothing.
using Provinces = std::unordered_map<std::string_view, std::string_view>;   // of an id or a code
std::optional<std::vector<Problem>> others_of(const RegisterRow& row, const Import& import, const Provinces& of_id,
                                              const Provinces& of_code) {
  // Of another province's code no more is said than of none.
  const auto coded = of_code.find(row.code);
  if (coded != of_code.end() && coded->second != import.province)
    return std::vector{Problem{std::string(kCode), row.code, "a code of this register, or empty", msg::wrong_code, {}}};
  std::vector<Problem> out = row.problems;
  const Product& product = row.product;
  if (!product.province.empty() && product.province != import.province)
    out.push_back({"province", row.province, "a place of province " + import.province, msg::wrong_other_province, {}});
  const auto held = row.code.empty() ? of_id.find(product.register_id) : of_id.end();
  if (held != of_id.end() && held->second != import.province)
    out.push_back({"id", product.register_id, "an id of this province's rows", msg::wrong_other_row, {}});
  return out.size() == row.problems.size() ? std::nullopt : std::optional(std::move(out));
}

// Rows of other provinces are not this office's to bring.
void refuse_others(RegisterFile& file, const std::vector<Known>& known, const Import& import) {
  if (import.province == kAllProvinces) return;
  Provinces province_of_id, province_of_code;
  for (const Known& one : known) {
    province_of_code.emplace(one.code, one.province);
    if (one.register_source == register_of(import) && !one.register_id.empty()) province_of_id.emplace(one.register_id, one.province);
  }
  for (std::size_t i = 0; i < file.rows.size(); ++i) {
    auto problems = others_of(file.rows[i], import, province_of_id, province_of_code);
    if (problems) file.rows.spoil(i, std::move(*problems));
  }
}

std::string problems_of(const ImportReport& report, const ReportRow& row) {
  json::Writer out;
  out.begin_array();
  for (const Problem& problem : row.problems) {
    const auto column = std::ranges::find_if(report.columns, [&](const Column& one) {
      return one.sheet == row.where.sheet && one.field == problem.field;
    });
    const bool known = column != report.columns.end();
    out.begin_object().field("field", problem.field).field("column", known ? column->letter : std::string());
    out.field("heading", known ? column->heading : std::string());
    out.field("value", problem.got).field("expected", problem.expected);
    out.field("reason_vi", sentence(problem, Language::vi)).field("reason_en", sentence(problem, Language::en)).end_object();
  }
  out.end_array();
  return out.take();
}

ImportRow row_of(const Import& import, const ImportReport& report, const ReportRow& line, const RegisterRow& read, std::int64_t number) {
  const Product& product = read.product;
  ImportRow out{.id = {}, .import = import.id, .number = number, .sheet = line.where.sheet, .row = line.where.row};
  out.line = static_cast<std::int64_t>(line.where.line);
  out.register_id = line.register_id;
  out.name = line.name;
  out.maker = read.maker;
  out.place = product.place_as_printed;
  out.decision = product.standing.decision;
  out.stars = product.standing.stars;
  out.year = product.standing.year.value_or(0);
  out.outcome = line.outcome;
  out.problems = problems_of(report, line);
  if (line.like) {
    out.like_id = line.like->id;
    out.like_name = line.like->name;
  }
  out.province = import.province;
  return out;
}

std::string headings_in_json(const RegisterFile& file, const Corrections& corrections) {
  json::Writer out;
  out.begin_array();
  for (const Column& one : file.headings) {
    const std::string* said = corrections.field_of(one.heading);
    out.begin_object().field("sheet", one.sheet).field("column", one.letter).field("heading", one.heading);
    out.field("field", one.field.empty() && said ? *said : one.field).end_object();
  }
  out.end_array();
  return out.take();
}

std::string leaf_of(const Import& import) {
  const auto count = [&](Outcome outcome) { return import.counts[static_cast<std::size_t>(outcome)]; };
  json::Writer out;
  out.begin_object().field("created", count(Outcome::created)).field("province", import.province).field("sha256", import.sha256);
  out.field("source", import.source).field("suspected", count(Outcome::suspected_duplicate));
  out.field("unchanged", count(Outcome::unchanged)).field("updated", count(Outcome::updated)).field("wrong", count(Outcome::wrong));
  out.end_object();
  return out.take();
}

// A file that cannot be read is a field to mend: the form says so with what was typed.
Error of_file(Error error) {
  if (error.kind != ErrorKind::malformed_request && error.kind != ErrorKind::unsupported_media) return error;
  error.kind = ErrorKind::invalid_input;
  for (Problem& problem : error.problems) problem.field = "file";
  return error;
}

}  // namespace

blobs::Owner owner_of(ImportId id) { return {"products_import", id.uuid}; }

Result<RegisterFile> read_import(const Imports::Parts& parts, const sheets::Source& bytes, const Corrections& corrections,
                                 const Steps& steps) {
  auto read = look_at_register(bytes, parts.places, vietnam_date(parts.clock.now()), corrections, steps);
  if (!read) return of_file(read.error());
  if (read->rows.size() + read->more_wrong > kImportRows) {
    const auto in_words = [](Language language) { return text::group_digits(static_cast<long long>(kImportRows), language); };
    return Error::of(ErrorKind::too_large, Problem{"file", "", "at most " + std::to_string(kImportRows) + " rows", msg::import_too_long,
                                                   {{in_words(Language::vi), in_words(Language::en)}}});
  }
  return std::move(*read);
}

Beside beside(const Imports::Parts& parts, db::Reader& reader) {
  return {parts.store.known(reader), apart_of(reader, parts.offers.all<Apart>())};
}
bool still_known(const Imports::Parts& parts, db::Reader& reader, const std::vector<Known>& known) {
  std::size_t same = 0;
  bool still = true;
  parts.store.each_known(reader, [&](Known one) {
    still = still && same < known.size() && known[same].id == one.id && known[same].version == one.version &&
            known[same].merged_into == one.merged_into;
    ++same;
  });
  return still && same == known.size();
}

Look compare_import(const Imports::Parts& parts, const Import& import, RegisterFile file, Beside beside, const Corrections& corrections) {
  Look out{.report = {}, .known = std::move(beside.known), .headings = headings_in_json(file, corrections),
           .missing = std::move(file.missing)};
  settle_codes(file.rows, out.known);
  refuse_others(file, out.known, import);
  auto plan = plan_import(file.rows, out.known, register_of(import), parts.places, beside.apart);
  out.report = make_report(std::move(file), out.known, std::move(plan), {ImportMode::dry_run, import.source}, parts.places,
                           vietnam_date(parts.clock.now()));
  return out;
}

void note(Import& import, const Look& look) {
  import.written_as = look.report.written_as;
  import.headings = look.headings;
  import.missing.clear();
  for (const std::string& field : look.missing) import.missing.append(import.missing.empty() ? "" : " ").append(field);
  for (std::size_t i = 0; i < import.counts.size(); ++i) import.counts[i] = static_cast<std::int64_t>(look.report.counts[i]);
}

void keep_rows(act::Act& act, Random& random, const Import& import, const ImportReport& report) {
  import_rows::forget_rows(act, import.id);
  IdRun ids(act.now(), random);
  std::vector<ImportRow> some;   // never all of them
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    some.push_back(row_of(import, report, report.rows[i], report.rows.read()[i], static_cast<std::int64_t>(i)));
    some.back().id = ids.next_uuid();
    if (some.size() < kStep && i + 1 < report.rows.size()) continue;
    import_rows::add_rows(act, some);
    some.clear();
  }
}

Result<void> bring_in(const Imports::Parts& parts, act::Act& act, Import& import, const Look& look, const Steps& steps) {
  if (!look.missing.empty())
    return Error::of(ErrorKind::conflict, Problem{"", look.missing.front(), "a column of the file", msg::import_lacks_columns, {}});
  const ReportRows& rows = look.report.rows;
  std::vector<ProductId> updated;
  for (const Planned& one : rows.plan())
    if (one.known && one.outcome == Outcome::updated) updated.push_back(look.known[*one.known].id);
  import_rows::forget_changes(act, import.id);   // of a time that was taken back
  import_rows::keep_before(act, import.id, updated);
  OCOP_TRY(applied, apply_import(act, parts.store, parts.producers, rows.read(), look.known, rows.plan(), register_of(import), act.now(),
                                 parts.random, steps));
  import_rows::keep_created(act, import.id, applied.created, applied.makers);
  import_rows::note_versions(act, import.id);
  note(import, look);
  keep_rows(act, parts.random, import, look.report);
  import.state = ImportState::applied;
  import.applied = act.now();
  import.applied_by = act.by();
  import.undone.reset();
  import.undone_by.reset();
  import.log_index = act.log(kImported, import.id.text(), leaf_of(import));
  if (!import_rows::update(act, import)) return act::stale(import.version, {}, msg::import_changed);
  act.keeps(kSealedImport, import.id);
  import_rows::learn(act, import, act.now());
  for (const Imported& one : parts.offers.all<Imported>()) one.then(act);
  return {};
}

}  // namespace ocop::products
