#include "modules/certificates/ministry.h"

#include "kernel/access/centre.h"
#include "kernel/base/text.h"
#include "kernel/i18n/translate.h"
#include "kernel/package/package.h"
#include "modules/certificates/messages.h"

namespace ocop::certificates {
namespace {

constexpr std::array<std::string_view, 9> kParts{"request", "advisory_report", "council_report", "decision",   "product_dossier",
                                                 "tests",   "samples",         "request_again",  "body_report"};
constexpr std::array<std::string_view, 5> kPresences{"there", "missing", "elsewhere", "none_needed", "by_hand"};
constexpr int kFiveStars = 5;

// "02-bao-cao": a file's name cannot lead out of its folder, nor be another one's.
std::string entry_name(std::size_t part, MinistryPart of, std::size_t file, std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == std::string_view::npos ? std::string() : "." + text::slug(name.substr(dot + 1));
  const auto digits = [](std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return digits(part) + "-" + std::string(certificates::name(of)) + "/" + digits(file) + "-" + text::slug(name.substr(0, dot)) + ending;
}

}  // namespace

std::string_view name(MinistryPart part) { return kParts[static_cast<std::size_t>(part)]; }
const Message& label(MinistryPart part) {
  static constexpr const Message* kLabels[] = {&msg::ministry_request,  &msg::ministry_advisory_report, &msg::ministry_council_report,
                                               &msg::ministry_decision, &msg::ministry_product_dossier, &msg::ministry_tests,
                                               &msg::ministry_samples, &msg::ministry_request_again, &msg::ministry_body_report};
  return *kLabels[static_cast<std::size_t>(part)];
}
std::string_view name(Presence presence) { return kPresences[static_cast<std::size_t>(presence)]; }
const Message& label(Presence presence) {
  static constexpr const Message* kLabels[] = {&msg::ministry_there, &msg::ministry_missing, &msg::ministry_elsewhere,
                                               &msg::ministry_none_needed, &msg::ministry_by_hand};
  return *kLabels[static_cast<std::size_t>(presence)];
}

namespace rules {

MinistryFileOf file_of(const evaluation::FileForMinistry& file, int stars) {
  const bool again = file.of == evaluation::FileForMinistry::Of::renewal && stars == kFiveStars;
  return again ? MinistryFileOf::renewal : MinistryFileOf::first;
}

std::vector<MinistryItem> items_for_ministry(const evaluation::FileForMinistry& file, MinistryFileOf of, std::string_view decision) {
  const auto kept = [](MinistryItem& into, const std::vector<evaluation::FileForMinistry::Paper>& papers) {
    for (const auto& paper : papers)
      if (!paper.sha256.empty()) into.files.push_back({paper.name, {}, paper.sha256});
  };
  MinistryItem request{.part = MinistryPart::request, .presence = Presence::elsewhere};
  MinistryItem advice{.part = MinistryPart::advisory_report};
  if (!file.advisory_report.empty()) advice.files.push_back({"bao-cao-to-tu-van.pdf", file.advisory_report, {}});
  MinistryItem council{.part = MinistryPart::council_report};
  if (!file.council_report.empty()) council.files.push_back({"bao-cao-hoi-dong.pdf", file.council_report, {}});
  MinistryItem approval{.part = MinistryPart::decision};
  if (!decision.empty()) approval.files.push_back({"quyet-dinh.pdf", {}, std::string(decision)});
  MinistryItem dossier{.part = MinistryPart::product_dossier};
  if (!file.registration.empty()) dossier.files.push_back({"phieu-dang-ky.pdf", file.registration, {}});
  kept(dossier, file.papers);
  for (MinistryItem* one : {&advice, &council, &approval, &dossier})
    one->presence = one->files.empty() ? Presence::missing : Presence::there;
  // Both are written and signed outside; the advisory group and the council report to the province alone (7.6d).
  MinistryItem again{.part = MinistryPart::request_again, .presence = Presence::elsewhere};
  MinistryItem body{.part = MinistryPart::body_report, .presence = Presence::elsewhere};
  MinistryItem tests{.part = MinistryPart::tests};
  kept(tests, file.tests);
  tests.presence = tests.files.empty() ? Presence::none_needed : Presence::there;   // "(nếu có)"
  MinistryItem samples{.part = MinistryPart::samples, .presence = file.samples > 0 ? Presence::by_hand : Presence::none_needed,
                       .samples = file.samples};
  if (of == MinistryFileOf::renewal) return {std::move(again), std::move(body), std::move(dossier), std::move(tests), std::move(samples)};
  return {std::move(request), std::move(advice), std::move(council), std::move(approval), std::move(dossier), std::move(tests),
          std::move(samples)};
}

}  // namespace rules

Result<ForMinistry::View> ForMinistry::view(const Actor& actor, DossierId dossier) const {
  View out;
  out.at = at_centre(dossier);
  evaluation::FileForMinistry file;
  if (out.at && out.at->file == dossier) {
    OCOP_TRY(sent, parts_.handing.sent_file(actor, dossier));
    file = std::move(sent);
    auto decided = parts_.service.decided(out.at->origin);
    if (!decided) return Error::of(ErrorKind::internal, "a file without its province's decision");
    out.decision = std::move(*decided);
  } else {
    OCOP_TRY(decision, parts_.service.decision(actor, dossier));
    if (decision.dossier.outcome.band < kFiveStars || decision.dossier.outcome.stars == 0)
      return Error::of(ErrorKind::not_found, "the result does not reach 90 points");
    OCOP_TRY(own, parts_.handing.file_for_ministry(actor, dossier));
    file = std::move(own);
    out.decision = std::move(decision);
  }
  const bool approved = out.decision.decision && out.decision.decision->outcome == Outcome::forwarded_to_ministry;
  if (approved && !out.at) out.sending = View::Sending::open;
  out.of = rules::file_of(file, out.decision.product.standing.stars);
  out.items = rules::items_for_ministry(file, out.of, approved && out.decision.ruling ? out.decision.ruling->sha256 : std::string());
  out.product = std::move(file.product);
  out.producer = std::move(file.producer);
  out.number = std::move(file.number);
  return out;
}

std::optional<evaluation::AtCentre> ForMinistry::at_centre(DossierId dossier) const {
  return parts_.service.parts().database.read([&](db::Reader& reader) { return parts_.centre.at_centre(reader, dossier); });
}

Result<evaluation::AtCentre> ForMinistry::send(const Actor& actor, DossierId dossier, const evaluation::Letter& letter) const {
  OCOP_TRY(found, parts_.service.decision(actor, dossier));   // of the actor's province; what was decided is never changed
  if (!found.decision || found.decision->outcome != Outcome::forwarded_to_ministry || is_centre(found.decision->province))
    return Error::of(ErrorKind::conflict,
                     {"dossier", found.dossier.number, "a result approved for the Ministry", msg::ministry_not_approved});
  OCOP_CHECK(acts_.run(actor, [&](act::Act& act) { return parts_.centre.send(act, dossier, letter, found.decision->decided); }));
  auto at = at_centre(dossier);
  if (!at) return Error::of(ErrorKind::internal, "a file that was just sent");
  return std::move(*at);
}

Result<std::string> ForMinistry::zip(const Actor& actor, DossierId dossier) const {
  OCOP_TRY(found, view(actor, dossier));
  std::string list = found.product + "\r\n" + found.producer + "\r\n" + found.number + "\r\n\r\n";   // read on any desk: CR LF
  std::vector<package::NewPart> parts;
  std::int64_t bytes = 0;
  const auto taken = parts_.service.parts().database.read([&](db::Reader& reader) -> Result<void> {
    for (std::size_t i = 0; i < found.items.size(); ++i) {
      const MinistryItem& item = found.items[i];
      list += std::to_string(i + 1) + ". " + in(label(item.part), Language::vi) + ": " + in(label(item.presence), Language::vi) + "\r\n";
      for (std::size_t n = 0; n < item.files.size(); ++n) {
        const MinistryFile& file = item.files[n];
        const auto blob = file.sha256.empty() ? std::nullopt : parts_.blobs.find(reader, file.sha256);
        bytes += file.sha256.empty() ? static_cast<std::int64_t>(file.content.size()) : blob ? blob->size : 0;
        if (bytes > kMostBytes) return Error::of(ErrorKind::too_large, {"files", "", "at most 300 MB", msg::ministry_too_large});
        std::string content = file.content;
        if (!file.sha256.empty()) {
          OCOP_TRY(read, parts_.blobs.read(reader, file.sha256));
          content = std::move(read);
        }
        std::string name = entry_name(i + 1, item.part, n + 1, file.name);
        list += "   " + name + "\r\n";
        parts.push_back({std::move(name), std::move(content)});
      }
    }
    return {};
  });
  if (!taken) return taken.error();
  parts.insert(parts.begin(), {"00-danh-muc.txt", std::move(list)});
  return package::write(parts);
}

}  // namespace ocop::certificates
