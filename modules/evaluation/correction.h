#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "modules/evaluation/types.h"

// A slip in the producer's form that an officer corrects under the own name and reason, while the dossier is the office's: the spelling
// of the product's name, a word in a note. Never an option, a paper or a figure: those are the producer's to change.
namespace ocop::evaluation {

using CorrectionId = Id<struct CorrectionTag>;

struct Correction {
  CorrectionId id;
  DossierId dossier;
  std::string field;  // kProductName or kNote
  std::string criterion;  // of the note; else empty
  std::string earlier, later, why;
  AccountId corrected_by;
  Instant corrected_at;
};

inline constexpr std::string_view kProductName = "product_name";
inline constexpr std::string_view kNote = "note";
// What is asked: "product_name", or "note.1.1".
inline constexpr std::string_view kNotePrefix = "note.";
inline constexpr std::size_t kProductNameLimit = 200;  // characters: as in the register of products

}  // namespace ocop::evaluation
