#include "modules/evaluation/store.h"
#include "modules/evaluation/store_columns.h"

// Corrections by officers.
namespace ocop::evaluation::store {
namespace {

constexpr auto kCorrection = db::columns<Correction>(
    db::column("id", &Correction::id), db::column("dossier", &Correction::dossier), db::column("field", &Correction::field),
    db::column("criterion", &Correction::criterion), db::column("earlier", &Correction::earlier), db::column("later", &Correction::later),
    db::column("why", &Correction::why), db::column("corrected_by", &Correction::corrected_by),
    db::column("corrected_at", &Correction::corrected_at));
constexpr db::Statement kInsert{"evaluation.insert_correction", "INSERT INTO evaluation_correction ({columns}) VALUES ({arguments})",
                                kCorrection};
constexpr db::Statement kOf{"evaluation.corrections",
                            "SELECT {columns} FROM evaluation_correction WHERE dossier = $1 ORDER BY corrected_at, id", kCorrection};
constexpr db::Statement kRename{"evaluation.rename_product", "UPDATE evaluation_dossier SET product_name = $1 WHERE id = $2"};
constexpr db::Statement kNoteOf{"evaluation.correct_note",
                                "UPDATE evaluation_answer SET note = $1, version = $2 WHERE sheet = $3 AND criterion = $4"};
constexpr db::Statement kMoveSheet{"evaluation.move_sheet",
                                   "UPDATE evaluation_sheet SET version = $1 WHERE id = $2 AND state = 'submitted'"};

}  // namespace

void insert_correction(db::Transaction& transaction, const Correction& correction) {
  transaction.send(kInsert, kCorrection.of(correction));
}

std::vector<Correction> corrections(db::Reader& reader, DossierId dossier) { return reader.all(kCorrection, kOf, dossier); }

void rename_product(db::Transaction& transaction, DossierId dossier, std::string_view product_name) {
  transaction.send(kRename, product_name, dossier);
}

void correct_note(db::Transaction& transaction, const Sheet& sheet, std::string_view criterion, std::string_view note) {
  transaction.send(kNoteOf, note, sheet.version + 1, sheet.id, criterion);
  transaction.send(kMoveSheet, sheet.version + 1, sheet.id);
}

}  // namespace ocop::evaluation::store
