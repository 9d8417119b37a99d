#pragma once
#include <optional>
#include <string>

#include "modules/producers/producers.h"

namespace ocop::producers {

// A paper as typed into the form.
struct PaperForm {
  std::string kind, title, issuer, number, issued, expires;
  std::string file_name, content;    // empty content = noted without a file
};
// The same, checked.
struct NewPaper {
  PaperKind kind = PaperKind::other;
  std::string title, issuer, number;
  std::optional<Date> issued, expires;
  std::string file_name, content_type, content;
};
// What the owner says: apart from the record.
struct Story {
  std::string name_en, story, story_en;
};
// A paper's file for the one who may read it.
struct PaperFile {
  Paper paper;
  std::string content;
};

}  // namespace ocop::producers
