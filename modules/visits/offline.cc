#include "modules/visits/offline.h"

#include "kernel/http/table.h"
#include "kernel/i18n/translate.h"
#include "kernel/json/json.h"
#include "modules/visits/messages.h"

namespace ocop::visits {
namespace {

struct Subject { DossierId dossier; VisitId visit; };

std::optional<Subject> subject_of(std::string_view text) {
  const std::size_t first = text.find('/');
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(first + 1);
  const auto dossier = DossierId::parse(text.substr(0, first));
  const auto visit = VisitId::parse(rest.substr(0, rest.find('/')));
  if (!dossier || !visit) return std::nullopt;
  return Subject{*dossier, *visit};
}

NoteVisit note_of(const json::Node& body) {
  NoteVisit out{.words = std::string(body["words"].text_or("")), .tests = std::string(body["tests"].text_or("")),
                .latitude = std::string(body["latitude"].text_or("")), .longitude = std::string(body["longitude"].text_or("")),
                .agreed = body["agreed"].boolean().value_or(false)};
  const std::string_view key = body[http::kAttemptField].text_or("");   // of the page on which it was written
  if (key.size() <= kMaxAttemptKey) out.attempt.key = key;
  const json::Node remarks = body["remarks"];
  for (std::size_t i = 0; i < remarks.size(); ++i)
    out.remarks.push_back({std::string(remarks.key_at(i)), std::string(remarks.at(i).text_or(""))});
  return out;
}

offline::Shown shown(const Service& service, const Actor& actor, const sync::Answer& act, Language language) {
  const auto subject = subject_of(act.subject);
  const auto body = json::parse(act.body);
  const auto one = subject ? service.visit(actor, subject->dossier, subject->visit)
                           : Result<Service::One>(Error::of(ErrorKind::not_found, "a note of no visit"));
  if (!body) return {act.subject, "", {{in(msg::words, language), act.body, ""}}};
  const NoteVisit mine = note_of(body->root());
  std::vector<offline::Line> lines{{in(msg::words, language), mine.words, one && !one->notes.empty() ? one->notes.back().words : ""}};
  for (const OnCriterion& remark : mine.remarks) lines.push_back({remark.criterion, remark.words, ""});
  if (!mine.tests.empty()) lines.push_back({in(msg::tests, language), mine.tests, ""});
  if (!mine.latitude.empty() || !mine.longitude.empty())
    lines.push_back({in(msg::latitude, language) + ", " + in(msg::longitude, language), mine.latitude + ", " + mine.longitude, ""});
  if (!one) return {act.subject, "", std::move(lines)};
  return {format(msg::visit_of, language, {one->visit.day.show(language), one->visit.number}), path_of(one->visit), std::move(lines)};
}

// On the page the form would stand there again with what is wrong; here its person finds it at /offline.
Error for_its_person(Error error) {
  if (error.kind == ErrorKind::invalid_input) error.kind = ErrorKind::conflict;
  return error;
}

}  // namespace

bool OfflineNote::may(db::Reader& reader, const Actor& actor, const sync::Act& act) const {
  const auto subject = subject_of(act.subject);
  return subject && service_.may_note(reader, actor, subject->dossier, subject->visit);
}

Result<std::string> OfflineNote::perform(db::Transaction& transaction, const Actor& actor, const sync::Act& act, Insist insist) const {
  const auto subject = subject_of(act.subject);
  if (!subject) return Error::of(ErrorKind::not_found, "a note of no visit");
  OCOP_TRY(body, json::parse(act.body));
  NoteVisit input = note_of(body.root());
  if (insist == Insist::yes) input.attempt = {};   // its person has seen what came in under the same key, and wants both
  const auto note = service_.acts().within(transaction, actor, [&](act::Act& running) {
    return service_.note_in(running, subject->dossier, subject->visit, input, act.made);
  });
  if (!note) return for_its_person(note.error());
  json::Writer out;
  out.begin_object().field("note", note->id).end_object();
  return out.take();
}

offline::Kind offline_note_kind(const Service& service, const OfflineNote& handler) {
  return {.rank = 20,
          .name = std::string(kOfflineNote),
          .handler = &handler,
          .show = [&service](const Actor& actor, const sync::Answer& act, Language language) {
            return shown(service, actor, act, language);
          }};
}

}  // namespace ocop::visits
