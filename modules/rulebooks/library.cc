// The rulebooks of the program: files embedded at build, held against their checksums, read, checked.
#include <algorithm>
#include <map>

#include "kernel/base/text.h"
#include "kernel/files/embedded.h"
#include "modules/rulebooks/data_files.h"
#include "modules/rulebooks/rulebooks.h"
#include "modules/rulebooks/table_file.h"

namespace ocop::embedded {
std::span<const EmbeddedFile> rulebooks();   // data/rulebooks, see modules/CMakeLists.txt
}

namespace ocop::rulebooks {
namespace {

constexpr std::string_view kSumsFile = "SHA256SUMS";
constexpr std::string_view kRulebookFile = "rulebook.json";

Error broken(std::string_view file, std::string_view what) {
  return Error::of(ErrorKind::internal, std::string(file) + ": " + std::string(what));
}

// The generator wrote the sums; the build measured the files. They must agree, file by file, in both directions.
Result<void> verify(std::span<const EmbeddedFile> files) {
  const auto sums = std::find_if(files.begin(), files.end(), [](const EmbeddedFile& file) { return file.path == kSumsFile; });
  if (sums == files.end()) return broken(kSumsFile, "is missing");
  std::map<std::string_view, std::string_view> expected;
  for (const std::string_view line : text::split(sums->content, '\n')) {
    if (line.empty()) continue;
    const std::size_t gap = line.find("  ");
    if (gap == std::string_view::npos) return broken(kSumsFile, "a line is not 'sum  file'");
    expected.emplace(line.substr(gap + 2), line.substr(0, gap));
  }
  for (const EmbeddedFile& file : files) {
    if (file.path == kSumsFile) continue;
    const auto found = expected.find(file.path);
    if (found == expected.end()) return broken(file.path, "has no checksum");
    if (found->second != file.sha256) return broken(file.path, "is not the file its checksum was made of");
    expected.erase(found);
  }
  if (!expected.empty()) return broken(expected.begin()->first, "is missing");
  return {};
}

Result<Library> read(std::span<const EmbeddedFile> files) {
  Library library;
  for (const EmbeddedFile& file : files) {
    if (!file.path.ends_with(kRulebookFile)) continue;
    OCOP_TRY(rulebook, read_rulebook(file.path, file.content));
    const std::string folder = rulebook.code + "/";
    for (const EmbeddedFile& other : files) {
      if (!other.path.starts_with(folder) || other.path.ends_with(kRulebookFile)) continue;
      OCOP_TRY(table, read_table(other.path, other.content, other.sha256));
      rulebook.tables.push_back(std::move(table));
    }
    std::sort(rulebook.tables.begin(), rulebook.tables.end(), [](const auto& a, const auto& b) { return a->number < b->number; });
    library.rulebooks_.push_back(std::move(rulebook));
  }
  // Newest first: what a producer needs today.
  std::sort(library.rulebooks_.begin(), library.rulebooks_.end(),
            [](const Rulebook& a, const Rulebook& b) { return a.effective > b.effective; });
  return library;
}

}  // namespace

Result<Library> load() {
  const auto files = data_files();
  OCOP_CHECK(verify(files));
  OCOP_TRY(library, read(files));
  for (const Finding& finding : check(library))
    if (finding.kind == Finding::Kind::fault) return broken(finding.rulebook + " " + finding.table, finding.text.en);
  return std::move(library);
}

std::span<const EmbeddedFile> data_files() { return embedded::rulebooks(); }
std::string_view table_file(const Table& table) {
  for (const EmbeddedFile& file : data_files())
    if (file.sha256 == table.sha256) return file.content;
  return {};
}

const Table* Rulebook::find(std::string_view product_set) const {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table->code == product_set; });
  return found == tables.end() ? nullptr : found->get();
}
const Rulebook* Library::find(std::string_view code) const {
  const auto found = std::find_if(rulebooks_.begin(), rulebooks_.end(), [&](const Rulebook& rulebook) { return rulebook.code == code; });
  return found == rulebooks_.end() ? nullptr : &*found;
}
const Rulebook* Library::in_force(Date day) const {
  for (const Rulebook& rulebook : rulebooks_)
    if (rulebook.effective <= day && (!rulebook.effective_to || day <= *rulebook.effective_to)) return &rulebook;
  return nullptr;
}

}  // namespace ocop::rulebooks
