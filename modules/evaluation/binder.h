#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/evaluation/rules.h"
#include "modules/evaluation/types.h"
#include "modules/producers/producers.h"

// A product's dossier as papers that are bound into one file (article 6.1 of Decision 26/2026/QĐ-TTg: forms 01 and 02 with their proof;
// article 6.2b: form 03). What is in it and under which number; pure. How it is drawn: binder_pdf.h.
namespace ocop::evaluation {

// A paper of the dossier under its number: the line of the proof table in part III of form 02, and its place in that line. "12.1" is the
// first test sheet. The table has fifteen lines; what is none of them is 16.
struct Evidence {
  std::string number;
  producers::Paper paper;
};
inline constexpr int kProofLines = 15;
int proof_line(producers::PaperKind kind);   // from 1; 16 = none of them
// Those of the dossier, in the order of the table and then in that of their ids, which is that in which they came.
std::vector<Evidence> number_evidence(std::span<const producers::Paper> papers, std::span<const PaperId> in_dossier);
// "4.1; 12.2": of papers that are in the dossier.
std::string numbers_of(std::span<const Evidence> evidence, std::span<const PaperId> papers);

// What an upgrade or a renewal changed since the dossier that was decided last (articles 6.1b and 6.1c: "thể hiện rõ nội dung và tài liệu
// minh chứng về những thay đổi"). Of the earlier dossier nothing is told but that it was otherwise, and the option where the reader sees
// options.
struct ChangedAnswer {
  std::string criterion;
  std::optional<int> earlier_option{};        // when the option is another one; 0 = none applied or nothing was said
  bool note_rewritten = false;
  std::vector<PaperId> added{};
  std::size_t dropped = 0;                    // papers
  bool operator==(const ChangedAnswer&) const = default;
};
struct SinceLast {
  std::string number;                         // of the earlier dossier
  std::optional<Instant> decided;
  std::string earlier_name;                   // of the product, when it is another now
  bool same_table = false;                    // else criteria cannot be held against each other, and `answers` is empty
  std::vector<ChangedAnswer> answers{};       // in the table's order; of the others nothing changed
  std::vector<PaperId> added{};               // papers of the whole dossier that the earlier one had not
  std::size_t dropped = 0;
};
// A dossier as far as it is compared.
struct Compared {
  const Dossier& dossier;
  std::span<const Answer> answers;
  std::span<const PaperId> papers;
};
SinceLast changes_since(const rulebooks::Table& table, const Compared& earlier, const Compared& now);

// Whether options and points of the self-assessment are in the answers of a binder.
enum class SelfPoints : std::uint8_t { shown, left_out };
// Without their options: what whoever does not see the self-score may read of it, notes and papers.
std::vector<Answer> without_options(std::vector<Answer> answers);

}  // namespace ocop::evaluation
