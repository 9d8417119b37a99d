#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/base/result.h"
#include "kernel/base/time.h"
#include "modules/producers/types.h"

// Pure: what a paper must look like.
namespace ocop::producers::rules {

// Longer ones are slips of paste: the longest registered name seen in 833 rows has 92 characters.
inline constexpr std::size_t kNameLimit = 300;       // characters
inline constexpr std::size_t kStoryLimit = 8'000;    // characters, about 1,500 words
inline constexpr std::size_t kTitleLimit = 300;
// Below http::kUploadBodyLimit, which also holds the fields and the boundaries of the form.
inline constexpr std::size_t kFileMegabytes = 15;
inline constexpr std::size_t kFileLimit = kFileMegabytes << 20;

// The type told by the first bytes, never by the name or the header the browser sent: "application/pdf", "image/jpeg", "image/png".
std::optional<std::string_view> sniff(std::string_view content);
// A name that is safe in a Content-Disposition: letters, digits, '-', '_', '.', at most 80 bytes, with the ending of the type.
std::string safe_file_name(std::string_view sent, std::string_view content_type);

// What one field says of another, and the file: type by content, size. Problems name the fields expires, file.
Result<PaperScan> check_paper(const PaperForm& form);
bool expired(const Paper& paper, Date today);

// Whether two names without their legal forms (name_core) may mean one maker: the same words, or all words of the shorter in the longer
// when it has two at least ("chè phìn hồ" and "chế biến chè phìn hồ").
bool may_be_one(std::string_view core, std::string_view other);

}  // namespace ocop::producers::rules
