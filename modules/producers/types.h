#pragma once
#include <optional>
#include <string>

#include "kernel/base/attempt.h"
#include "kernel/files/received.h"
#include "modules/producers/producers.h"

namespace ocop::producers {

// What is asked (requests.h says the limits).
// The owner's own words: apart from the record.
struct Story {
  std::int64_t version = 0;            // the producer's, as it was read
  std::string name_en, story, story_en;
};
struct PaperForm {
  PaperKind kind = PaperKind::other;
  std::string title, issuer, number;
  std::optional<Date> issued, expires;
  files::Sent file;                    // as a browser sent it; empty = noted without a file
  Attempt attempt{};                   // a phone that got no answer sends again
};
// A file whose kind was told by its content, under a safe name.
struct PaperScan {
  std::string name;
  std::string_view type;
  files::Received content;
};
// A paper's file for the one who may read it.
struct PaperFile {
  Paper paper;
  std::string content;
};

}  // namespace ocop::producers
