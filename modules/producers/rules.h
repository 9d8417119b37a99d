#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "modules/producers/types.h"

// Pure: what a paper and a story must look like.
namespace ocop::producers::rules {

// Longer ones are slips of paste: the longest registered name seen in 833 rows has 92 characters.
inline constexpr std::size_t kNameLimit = 300;       // bytes
inline constexpr std::size_t kStoryLimit = 8'000;    // bytes, about 1,000 words
inline constexpr std::size_t kTitleLimit = 300;
// Below http::kUploadBodyLimit, which also holds the fields and the boundaries of the form.
inline constexpr std::size_t kFileMegabytes = 15;
inline constexpr std::size_t kFileLimit = kFileMegabytes << 20;

// The type told by the first bytes, never by the name or the header the browser sent: "application/pdf", "image/jpeg", "image/png".
std::optional<std::string_view> sniff(std::string_view content);
// A name that is safe in a Content-Disposition: letters, digits, '-', '_', '.', at most 80 bytes, with the ending of the type.
std::string safe_file_name(std::string_view sent, std::string_view content_type);

// Texts are cleaned to NFC. Problems name the fields title, kind, issuer, number, issued, expires, file.
Result<NewPaper> check_paper(const PaperForm& form);
// Problems name the fields name_en, story, story_en.
Result<Story> check_story(const Story& story);
bool expired(const Paper& paper, Date today);

}  // namespace ocop::producers::rules
