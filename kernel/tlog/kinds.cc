#include <algorithm>

#include "kernel/json/json.h"
#include "kernel/tlog/tlog.h"

namespace ocop::tlog {
namespace {
constexpr std::int64_t kLeavesAtOnce = 1000;   // entries read at once
constexpr std::size_t kMaxLeafFindings = 1000;

std::string where(const Record& record, std::string_view kind) {
  return "entry " + std::to_string(record.index) + ": \"" + std::string(kind) + "\"";
}
}  // namespace

std::vector<std::string> check_kinds(db::Reader& reader, std::span<const Kind> kinds, const Done& done) {
  std::vector<std::string> findings;
  for (std::int64_t from = 0;; from += kLeavesAtOnce) {
    const auto records = entries(reader, from, kLeavesAtOnce);
    for (const Record& record : records) {
      if (findings.size() >= kMaxLeafFindings) return findings;
      const auto entry = json::parse(record.entry);
      if (!entry) continue;   // verify_log tells of it
      const std::string_view kind = entry->root()["kind"].text_or("");
      const auto declared = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& one) { return one.kind == kind; });
      if (declared == kinds.end()) {
        findings.push_back(where(record, kind) + " is of a kind that no module declares");
        continue;
      }
      const json::Node body = entry->root()["body"];
      for (std::size_t i = 0; i < body.size(); ++i)
        if (std::find(declared->fields.begin(), declared->fields.end(), body.key_at(i)) == declared->fields.end())
          findings.push_back(where(record, kind) + " has the field " + std::string(body.key_at(i)) + ", which its module does not declare");
    }
    if (done) done(from + static_cast<std::int64_t>(records.size()));
    if (records.size() < static_cast<std::size_t>(kLeavesAtOnce)) return findings;
  }
}

}  // namespace ocop::tlog
