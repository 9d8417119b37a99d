#include "modules/products/imports.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/products/messages.h"
#include "modules/products/store_imports.h"

namespace ocop::products {
namespace {

constexpr std::string_view kTable = "products_import";
constexpr int kWrongShown = static_cast<int>(kMostWrongTold);   // all that are kept
constexpr int kSourcesOffered = 20;

Error absent(ImportId id) { return Error::of(ErrorKind::not_found, "import " + id.text()); }
blobs::Owner owner_of(ImportId id) { return {kTable, id.uuid}; }
// Files wait for a person: their room is the installation's, not a producer's.
constexpr std::int64_t kImportRoom = 2LL << 30;
blobs::Charge charge() { return {Uuid{}, kImportRoom}; }

bool is_administrator(const Actor& actor) { return actor.has(Role::administrator); }
std::string province_of(const Actor& actor) {
  if (is_administrator(actor)) return std::string(kAllProvinces);
  const Scope scope = import_scope(actor);
  return scope.provinces.empty() ? std::string() : scope.provinces.front();
}

Instant undo_ends(const Import& import) {
  constexpr std::int64_t kHour = 3'600'000;   // milliseconds
  return Instant{import.applied->milliseconds + kUndoHours * kHour};
}

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

// Which register the ids of its rows are of. Two provinces may well call their sender the same ("Văn phòng điều phối").
std::string register_of(const Import& import) {
  return import.province == kAllProvinces ? import.source : import.province + "/" + import.source;
}

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

}  // namespace

Scope import_scope(const Actor& actor) {
  Scope out = Scope::of(actor, {Role::provincial_body});
  if (is_administrator(actor)) {   // the installation's own files; those of a province's office are that office's
    out.reach = Scope::Reach::listed;
    out.provinces.emplace_back(kAllProvinces);
  }
  return out;
}
Scope register_scope(const Actor& actor) {
  return Scope::of(actor, {Role::administrator, Role::ministry, Role::auditor, Role::provincial_body, Role::programme_manager});
}

Result<Import> Imports::own(db::Reader& reader, const Actor& actor, ImportId id) const {
  auto found = import_rows::find(reader, import_scope(actor), id);
  if (!found) return absent(id);
  return std::move(*found);
}

Result<Import> Imports::own(db::Transaction& transaction, const Actor& actor, ImportId id, std::initializer_list<ImportState> states,
                            std::int64_t version) const {
  import_rows::lock(transaction, id);
  OCOP_TRY(import, own(transaction, actor, id));
  if (std::ranges::find(states, import.state) == states.end())
    return Error::of(ErrorKind::conflict, Problem{"", std::string(name(import.state)), "another state", msg::import_moved_on});
  OCOP_CHECK(act::expect_version(version, import.version, msg::import_changed));
  return std::move(import);
}

namespace {
// A file that cannot be read is a field to mend: the form says so with what was typed.
Error of_file(Error error) {
  if (error.kind != ErrorKind::malformed_request && error.kind != ErrorKind::unsupported_media) return error;
  error.kind = ErrorKind::invalid_input;
  for (Problem& problem : error.problems) problem.field = "file";
  return error;
}
}  // namespace

Result<Imports::Look> Imports::look(db::Reader& reader, const Import& import, const sheets::Source& bytes,
                                    const Corrections& corrections) const {
  const Date today = vietnam_date(parts_.clock.now());
  auto read = look_at_register(bytes, parts_.places, today, corrections);
  if (!read) return of_file(read.error());
  RegisterFile& file = *read;
  if (file.rows.size() + file.more_wrong > kImportRows) {
    const auto in_words = [](Language language) { return text::group_digits(static_cast<long long>(kImportRows), language); };
    return Error::of(ErrorKind::too_large, Problem{"file", "", "at most " + std::to_string(kImportRows) + " rows", msg::import_too_long,
                                                   {{in_words(Language::vi), in_words(Language::en)}}});
  }
  Look out{.report = {}, .known = parts_.store.known(reader), .headings = headings_in_json(file, corrections),
           .missing = std::move(file.missing)};
  settle_codes(file.rows, out.known);
  refuse_others(file, out.known, import);
  auto plan = plan_import(file.rows, out.known, register_of(import), parts_.places, apart_of(reader, parts_.offers.all<Apart>()));
  out.report = make_report(std::move(file), out.known, std::move(plan), {ImportMode::dry_run, import.source}, parts_.places, today);
  return out;
}

void Imports::note(Import& import, const Look& look) {
  import.written_as = look.report.written_as;
  import.headings = look.headings;
  import.missing.clear();
  for (const std::string& field : look.missing) import.missing.append(import.missing.empty() ? "" : " ").append(field);
  for (std::size_t i = 0; i < import.counts.size(); ++i) import.counts[i] = static_cast<std::int64_t>(look.report.counts[i]);
}

namespace {
// In place of those of the last look.
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
}  // namespace

Result<void> Imports::look_again(act::Act& act, Import& import) const {
  OCOP_TRY(bytes, parts_.blobs.read(act, import.sha256));
  OCOP_TRY(seen, look(act, import, sheets::Source::bytes(bytes), corrections_of(import_rows::fixes_of(act, import.id))));
  note(import, seen);
  if (!import_rows::update(act, import)) return act::stale(import.version, {}, msg::import_changed);
  keep_rows(act, parts_.random, import, seen.report);
  return {};
}

Result<act::Made<ImportId>> Imports::send(const Actor& actor, const ImportFile& file) {
  OCOP_TRY(bytes, file.file.content.whole());
  Import import{.id = {}, .province = province_of(actor), .source = file.source, .file_name = file.file.name};
  // What the sender's columns mean was said once: it goes without asking, because without it there is nothing to see.
  std::vector<KeptFix> columns;
  OCOP_TRY(seen, parts_.database.read([&](db::Reader& reader) {
    for (const Recipe& one : import_rows::recipe_of(reader, import.province, import.source))
      if (is_of_columns(one.reach)) columns.push_back({one.reach, {}, 0, one.field, one.printed, one.value});
    return look(reader, import, sheets::Source::bytes(bytes), corrections_of(columns));
  }));
  OCOP_TRY(staged, parts_.blobs.receive(file.file.content));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<ImportId>> {
    return act.once(file.attempt, [&]() -> Result<ImportId> {
      import.id = act.new_id<ImportId>();
      import.sha256 = staged.sha256();
      import.by = act.by();
      import.sent = act.now();
      note(import, seen);
      import_rows::insert(act, import);
      for (const KeptFix& one : columns) import_rows::put_fix(act, import.id, one, act.by(), act.now());
      keep_rows(act, parts_.random, import, seen.report);
      OCOP_CHECK(parts_.blobs.hold(act, staged, "application/octet-stream", owner_of(import.id), charge(), act.now()));
      return import.id;
    });
  });
}

Result<Imports::Shown> Imports::show(const Actor& actor, ImportId id) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<Shown> {
    OCOP_TRY(import, own(reader, actor, id));
    Shown out{std::move(import), import_rows::rows_of(reader, id, Outcome::wrong, kWrongShown), {}, import_rows::fixes_of(reader, id), {}};
    const Import& one = out.import;
    if (one.state == ImportState::looked) {
      for (Recipe& recipe : import_rows::recipe_of(reader, one.province, one.source))
        if (std::ranges::none_of(out.fixes, [&](const KeptFix& fix) {
              return fix.reach == recipe.reach && fix.field == recipe.field && fix.printed == recipe.printed;
            }))
          out.recipe.push_back(std::move(recipe));
    }
    if (one.state == ImportState::applied && now() < undo_ends(one)) out.undo_until = undo_ends(one);
    return out;
  });
}

Result<ImportRow> Imports::row(const Actor& actor, ImportId id, std::int64_t number) const {
  return parts_.database.read([&](db::Reader& reader) -> Result<ImportRow> {
    OCOP_CHECK(own(reader, actor, id));
    auto found = import_rows::row(reader, id, number);
    if (!found) return Error::of(ErrorKind::not_found, "row " + std::to_string(number) + " of import " + id.text());
    return std::move(*found);
  });
}

std::vector<std::string> Imports::sources(const Actor& actor) const {
  return parts_.database.read([&](db::Reader& reader) { return import_rows::sources_of(reader, province_of(actor), kSourcesOffered); });
}

namespace {
// The cell says what it said, and is as wrong as it was.
bool still_wrong(const ImportRow& before, const ImportRow& after, std::string_view field) {
  const auto was = wrong_cells(before), is = wrong_cells(after);
  return std::ranges::any_of(was, [&](const WrongCell& one) {
    return one.field == field && std::ranges::any_of(is, [&](const WrongCell& other) {
             return other.field == field && other.value == one.value && other.reason_vi == one.reason_vi;
           });
  });
}
}  // namespace

namespace {
bool is_column(std::string_view field) {
  return std::ranges::find(wanted_columns(), field, &sheets::Wanted::field) != wanted_columns().end();
}
Error no_column(const FixInput& input) {
  return Error::of(ErrorKind::invalid_input, Problem{"field", input.field, "a column of a register", msg::fix_field, {}});
}
// Of a heading that the file has; of a field that no heading names.
Result<KeptFix> fix_of_columns(const Import& import, const FixInput& input) {
  if (!is_column(input.field) && !(input.reach == FixReach::heading && input.field == kNotRead)) return no_column(input);
  const auto headings = headings_of(import);
  if (input.reach == FixReach::heading) {
    if (std::ranges::find(headings, input.value, &ImportHeading::text) == headings.end())
      return Error::of(ErrorKind::invalid_input, Problem{"value", input.value, "a heading of the file", msg::fix_no_heading, {}});
    return KeptFix{input.reach, {}, 0, {}, input.value, input.field};
  }
  const bool named = std::ranges::find(headings, input.field, &ImportHeading::field) != headings.end();
  if (named || input.field == "id" || input.field == "product_name" || input.value.empty())
    return Error::of(ErrorKind::invalid_input, Problem{"field", input.field, "a field that no column has", msg::fix_has_column, {}});
  return KeptFix{input.reach, {}, 0, input.field, {}, input.value};
}
}  // namespace

Result<void> Imports::fix_columns(act::Act& act, Import& import, const FixInput& input) const {
  OCOP_TRY(kept, fix_of_columns(import, input));
  import_rows::put_fix(act, import.id, kept, act.by(), act.now());
  return look_again(act, import);
}

Result<void> Imports::fix(const Actor& actor, ImportId id, const FixInput& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(import, own(act, actor, id, {ImportState::looked}, input.version));
    act.in_office({Role::provincial_body}, {import.province, {}}, "import.corrected", import.source);
    if (is_of_columns(input.reach)) return fix_columns(act, import, input);
    const auto row = import_rows::row(act, id, input.number);
    if (!row) return Error::of(ErrorKind::not_found, "row " + std::to_string(input.number));
    if (!is_column(input.field)) return no_column(input);
    KeptFix kept{input.reach, {}, 0, input.field, {}, input.value};
    if (input.reach == FixReach::cell) {
      kept.sheet = row->sheet;
      kept.row = row->row;
    } else {
      const auto cells = wrong_cells(*row);
      const auto cell = std::ranges::find(cells, input.field, &WrongCell::field);
      const bool says = cell != cells.end() && !cell->value.empty();
      if (says != (input.reach == FixReach::same_value))
        return Error::of(ErrorKind::invalid_input,
                         Problem{"reach", std::string(name(input.reach)), "as the cell says", msg::fix_reach, {}});
      if (says) kept.printed = cell->value;
    }
    import_rows::put_fix(act, id, kept, act.by(), act.now());
    OCOP_CHECK(look_again(act, import));
    const auto after = import_rows::row(act, id, input.number);
    if (after && after->row == row->row && after->sheet == row->sheet && still_wrong(*row, *after, input.field))
      return Error::of(ErrorKind::invalid_input, Problem{"value", input.value, "a value that mends the cell", msg::fix_nothing, {}});
    return {};
  });
}

Result<void> Imports::reuse(const Actor& actor, ImportId id, const ImportVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(import, own(act, actor, id, {ImportState::looked}, input.version));
    for (const Recipe& one : import_rows::recipe_of(act, import.province, import.source))
      import_rows::put_fix(act, id, {one.reach, {}, 0, one.field, one.printed, one.value}, act.by(), act.now());
    return look_again(act, import);
  });
}

Result<void> Imports::apply(const Actor& actor, ImportId id, const ImportVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(import, own(act, actor, id, {ImportState::looked, ImportState::undone}, input.version));
    act.in_office({Role::provincial_body}, {import.province, {}}, "import.applied", import.source);
    OCOP_TRY(bytes, parts_.blobs.read(act, import.sha256));
    OCOP_TRY(seen, look(act, import, sheets::Source::bytes(bytes), corrections_of(import_rows::fixes_of(act, id))));
    if (!seen.missing.empty())
      return Error::of(ErrorKind::conflict, Problem{"", seen.missing.front(), "a column of the file", msg::import_lacks_columns, {}});
    std::vector<ProductId> updated;
    for (const Planned& one : seen.report.rows.plan())
      if (one.known && one.outcome == Outcome::updated) updated.push_back(seen.known[*one.known].id);
    import_rows::forget_changes(act, id);   // of a time that was taken back
    import_rows::keep_before(act, id, updated);
    OCOP_TRY(applied, apply_import(act, parts_.store, parts_.producers, seen.report.rows.read(), seen.known, seen.report.rows.plan(),
                                       register_of(import), act.now(), parts_.random));
    import_rows::keep_created(act, id, applied.created, applied.makers);
    import_rows::note_versions(act, id);
    note(import, seen);
    keep_rows(act, parts_.random, import, seen.report);
    import.state = ImportState::applied;
    import.applied = act.now();
    import.applied_by = act.by();
    import.undone.reset();
    import.undone_by.reset();
    import.log_index = act.log(kImported, id.text(), leaf_of(import));
    if (!import_rows::update(act, import)) return act::stale(input.version, {}, msg::import_changed);
    act.keeps(kSealedImport, id);
    import_rows::learn(act, import, act.now());
    for (const Imported& one : parts_.offers.all<Imported>()) one.then(act);
    return {};
  });
}

Result<Undone> Imports::take_back(act::Act& act, const Import& import) const {
  const auto changes = import_rows::changes_of(act, import.id);
  std::vector<ProductId> ids;
  for (const ImportChange& one : changes) ids.push_back(one.product);
  std::set<ProductId> held;
  for (const ProductUse& use : parts_.offers.all<ProductUse>())
    for (const ProductId id : use.held(act, ids)) held.insert(id);
  Undone out;
  for (const ImportChange& one : changes) {
    const bool created = one.kind == ImportChange::Kind::created;
    // What rests on a product that was there before does not speak against giving it back the words of before: the version guards those.
    const bool done = created ? !held.contains(one.product) && parts_.store.remove(act, one) : parts_.store.restore(act, import.id, one);
    ++(!done ? out.kept : created ? out.removed : out.restored);
  }
  for (const ProducerId maker : import_rows::makers_of(act, import.id)) {
    parts_.producers.hold(act, maker);   // whoever prints a letter for it, or lets somebody help it, comes before or finds it gone
    const auto holds = [&](const producers::Use& use) { return use.held(act, maker); };
    if (!import_rows::has_products(act, maker) && std::ranges::none_of(parts_.offers.all<producers::Use>(), holds))
      parts_.producers.remove_unused(act, maker);
  }
  return out;
}

Result<Undone> Imports::undo(const Actor& actor, ImportId id, const ImportVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<Undone> {
    OCOP_TRY(import, own(act, actor, id, {ImportState::applied}, input.version));
    if (act.now() >= undo_ends(import)) {
      const std::string hours = std::to_string(kUndoHours);
      return Error::of(ErrorKind::conflict,
                       Problem{"", import.applied->iso(), "within " + hours + " hours", msg::import_too_late, {hours}});
    }
    act.in_office({Role::provincial_body}, {import.province, {}}, "import.undone", import.source);
    OCOP_TRY(undone, take_back(act, import));
    json::Writer body;
    body.begin_object().field("kept", undone.kept).field("removed", undone.removed).field("restored", undone.restored).end_object();
    act.log(kImportUndone, id.text(), body.take());
    import.state = ImportState::undone;
    import.undone = act.now();
    import.undone_by = act.by();
    if (!import_rows::update(act, import)) return act::stale(input.version, {}, msg::import_changed);
    act.keeps(kSealedImport, id);
    for (const Imported& one : parts_.offers.all<Imported>()) one.then(act);
    return undone;
  });
}

Result<void> Imports::discard(const Actor& actor, ImportId id, const ImportVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<void> {
    OCOP_TRY(import, own(act, actor, id, {ImportState::looked}, input.version));
    act.in_office({Role::provincial_body}, {import.province, {}}, "import.discarded", import.source);
    import.state = ImportState::discarded;
    if (!import_rows::update(act, import)) return act::stale(input.version, {}, msg::import_changed);
    import_rows::forget_rows(act, id);
    parts_.blobs.release(act, owner_of(id), act.now());
    return {};
  });
}

}  // namespace ocop::products
