#include "modules/products/imports.h"

#include <algorithm>
#include <set>

#include "kernel/json/json.h"
#include "modules/products/imports_look.h"
#include "modules/products/messages.h"
#include "modules/products/store_imports.h"

namespace ocop::products {
namespace {

constexpr int kWrongShown = static_cast<int>(kMostWrongTold);   // all that are kept
constexpr int kSourcesOffered = 20;

Error absent(ImportId id) { return Error::of(ErrorKind::not_found, "import " + id.text()); }
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
  settle(reader, *found);
  return std::move(*found);
}

Result<Import> Imports::own(db::Transaction& transaction, const Actor& actor, ImportId id, std::initializer_list<ImportState> states,
                            std::int64_t version) const {
  import_rows::lock(transaction, id);
  OCOP_TRY(import, own(transaction, actor, id));
  if (std::ranges::find(states, import.state) == states.end())
    return Error::of(ErrorKind::conflict, Problem{"", std::string(name(import.state)), "another state", msg::import_moved_on});
  OCOP_CHECK(act::expect_version(version, import.version, msg::import_changed));
  if (import.under_way != UnderWay::nothing)
    return Error::of(ErrorKind::conflict, Problem{"", std::string(name(import.under_way)), "nothing under way", msg::import_is_under_way});
  import.told.clear();
  return std::move(import);
}

Result<Look> Imports::look(db::Reader& reader, const Import& import, const sheets::Source& bytes, const Corrections& corrections) const {
  OCOP_TRY(file, read_import(parts_, bytes, corrections));
  return compare_import(parts_, import, std::move(file), beside(parts_, reader), corrections);
}

bool Imports::is_long(db::Reader& reader, const Import& import) const {
  if (import.rows() > parts_.at_once.rows) return true;
  const auto bytes = parts_.blobs.find(reader, import.sha256);   // of a file whose columns are not known yet there are no rows
  return bytes && bytes->size > parts_.at_once.bytes;
}

Result<void> Imports::look_again(act::Act& act, Import& import) const {
  if (is_long(act, import)) return ask(act, import, UnderWay::reading);
  OCOP_TRY(bytes, parts_.blobs.read(act, import.sha256));
  OCOP_TRY(seen, look(act, import, sheets::Source::bytes(bytes), corrections_of(import_rows::fixes_of(act, import.id))));
  note(import, seen);
  if (!import_rows::update(act, import)) return act::stale(import.version, {}, msg::import_changed);
  keep_rows(act, parts_.random, import, seen.report);
  return {};
}

Result<act::Made<ImportId>> Imports::send(const Actor& actor, const ImportFile& file) {
  Import import{.id = {}, .province = province_of(actor), .source = file.source, .file_name = file.file.name};
  const bool later = static_cast<std::int64_t>(file.file.content.size()) > parts_.at_once.bytes;
  // What the sender's columns mean was said once: it goes without asking, because without it there is nothing to see.
  std::vector<KeptFix> columns;
  OCOP_TRY(seen, parts_.database.read([&](db::Reader& reader) -> Result<std::optional<Look>> {
    for (const Recipe& one : import_rows::recipe_of(reader, import.province, import.source))
      if (is_of_columns(one.reach)) columns.push_back({one.reach, {}, 0, one.field, one.printed, one.value});
    if (later) return std::optional<Look>();
    OCOP_TRY(bytes, file.file.content.whole());
    OCOP_TRY(looked, look(reader, import, sheets::Source::bytes(bytes), corrections_of(columns)));
    return std::optional(std::move(looked));
  }));
  OCOP_TRY(staged, parts_.blobs.receive(file.file.content));
  return acts_.run(actor, [&](act::Act& act) -> Result<act::Made<ImportId>> {
    return act.once(file.attempt, [&]() -> Result<ImportId> {
      import.id = act.new_id<ImportId>();
      import.sha256 = staged.sha256();
      import.by = act.by();
      import.sent = act.now();
      if (seen) note(import, *seen);
      else start(act, import, UnderWay::reading);
      import_rows::insert(act, import);
      for (const KeptFix& one : columns) import_rows::put_fix(act, import.id, one, act.by(), act.now());
      if (seen) keep_rows(act, parts_.random, import, seen->report);
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
    if (one.under_way != UnderWay::nothing) out.step = progress_.of(id);
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
    if (import.under_way != UnderWay::nothing) return {};
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
    if (import.was_never_read())
      return Error::of(ErrorKind::conflict, Problem{"", std::string(name(import.state)), "a file that was read", msg::import_stopped, {}});
    act.in_office({Role::provincial_body}, {import.province, {}}, "import.applied", import.source);
    if (is_long(act, import)) return ask(act, import, UnderWay::applying);
    OCOP_TRY(bytes, parts_.blobs.read(act, import.sha256));
    OCOP_TRY(seen, look(act, import, sheets::Source::bytes(bytes), corrections_of(import_rows::fixes_of(act, id))));
    return bring_in(parts_, act, import, seen);
  });
}

Result<Undone> Imports::take_back(act::Act& act, Import& import, const Steps& steps) const {
  const auto changes = import_rows::changes_of(act, import.id);
  std::vector<ProductId> ids;
  for (const ImportChange& one : changes) ids.push_back(one.product);
  std::set<ProductId> held;
  for (const ProductUse& use : parts_.offers.all<ProductUse>())
    for (const ProductId id : use.held(act, ids)) held.insert(id);
  Undone out;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const ImportChange& one = changes[i];
    if (steps && i % kStep == 0) steps(i);
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
  json::Writer body;
  body.begin_object().field("kept", out.kept).field("removed", out.removed).field("restored", out.restored).end_object();
  act.log(kImportUndone, import.id.text(), body.take());
  import.state = ImportState::undone;
  import.undone = act.now();
  import.undone_by = act.by();
  if (!import_rows::update(act, import)) return act::stale(import.version, {}, msg::import_changed);
  act.keeps(kSealedImport, import.id);
  for (const Imported& one : parts_.offers.all<Imported>()) one.then(act);
  return out;
}

Result<std::optional<Undone>> Imports::undo(const Actor& actor, ImportId id, const ImportVersion& input) {
  return acts_.run(actor, [&](act::Act& act) -> Result<std::optional<Undone>> {
    OCOP_TRY(import, own(act, actor, id, {ImportState::applied}, input.version));
    if (act.now() >= undo_ends(import)) {
      const std::string hours = std::to_string(kUndoHours);
      return Error::of(ErrorKind::conflict,
                       Problem{"", import.applied->iso(), "within " + hours + " hours", msg::import_too_late, {hours}});
    }
    act.in_office({Role::provincial_body}, {import.province, {}}, "import.undone", import.source);
    if (!is_long(act, import)) {
      OCOP_TRY(undone, take_back(act, import));
      return std::optional(undone);
    }
    OCOP_CHECK(ask(act, import, UnderWay::undoing));
    return std::optional<Undone>();
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
