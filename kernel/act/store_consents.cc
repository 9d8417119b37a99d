#include "kernel/act/consents.h"

#include "kernel/db/columns.h"

namespace ocop::act {
namespace {

using db::Statement;

constexpr db::Words<ConsentBy, 3> kHow{{{ConsentBy::program, "program"}, {ConsentBy::link, "link"}, {ConsentBy::paper, "paper"}}};
constexpr auto kConsent = db::columns<Consent>(
    db::column("id", &Consent::id), db::column("text", &Consent::text), db::column("version", &Consent::version),
    db::column("account", &Consent::account), db::column("recorded_by", &Consent::recorded_by), db::column("how", &Consent::how, kHow),
    db::column("about", &Consent::about), db::column("given", &Consent::given), db::column("withdrawn", &Consent::withdrawn));
constexpr auto kShown = db::columns<ShownConsent>(
    db::nested(&ShownConsent::consent, kConsent), db::column("title_vi", &ShownConsent::title_vi),
    db::column("title_en", &ShownConsent::title_en), db::column("vi", &ShownConsent::vi), db::column("en", &ShownConsent::en));

constexpr Statement kVersion{"act.consent_version",
                             "SELECT version FROM act_consent_text WHERE name = $1 AND title_vi = $2 AND title_en = $3 AND vi = $4"
                             " AND en = $5 ORDER BY version DESC LIMIT 1"};
// Two that are the first to agree to a text at the same moment keep it once.
constexpr Statement kKeepText{"act.keep_consent_text",
                              "INSERT INTO act_consent_text (name, title_vi, title_en, vi, en, since, version)"
                              " SELECT $1, $2, $3, $4, $5, CAST($6 AS BIGINT), COALESCE(MAX(version), 0) + 1"
                              " FROM act_consent_text WHERE name = $1"
                              " ON CONFLICT (name, version) DO NOTHING"};
constexpr Statement kInsert{"act.insert_consent", "INSERT INTO act_consent ({columns}) VALUES ({arguments})", kConsent};
constexpr Statement kEnd{"act.end_consents",
                         "UPDATE act_consent SET withdrawn = $1 WHERE text = $2 AND about = $3 AND withdrawn IS NULL"};
constexpr Statement kEndOwn{"act.end_own_consents",
                            "UPDATE act_consent SET withdrawn = $1 WHERE text = $2 AND about = $3 AND account = $4 AND withdrawn IS NULL"};
constexpr Statement kEndOfText{"act.end_consents_of_text",
                               "UPDATE act_consent SET withdrawn = $1 WHERE account = $2 AND text = $3 AND withdrawn IS NULL"};
constexpr Statement kEndAll{"act.end_all_consents", "UPDATE act_consent SET withdrawn = $1 WHERE account = $2 AND withdrawn IS NULL"};
constexpr Statement kEndOne{"act.end_consent", "UPDATE act_consent SET withdrawn = $1 WHERE id = $2 AND withdrawn IS NULL"};
constexpr Statement kFind{"act.find_consent", "SELECT {columns} FROM act_consent WHERE id = $1", kConsent};
constexpr Statement kOf{"act.consents_of",
                        "SELECT {c.columns} FROM (SELECT a.id, a.text, a.version, a.account, a.recorded_by, a.how, a.about, a.given,"
                        " a.withdrawn, t.title_vi, t.title_en, t.vi, t.en FROM act_consent a JOIN act_consent_text t ON t.name = a.text"
                        " AND t.version = a.version WHERE a.account = $1) AS c ORDER BY c.given DESC, c.id DESC",
                        kShown};

std::int64_t version_of(Moment& act, const ConsentText& text) {
  db::Transaction& transaction = act;
  const auto known = [&] {
    return transaction.first(db::value<std::int64_t>, kVersion, text.name, text.title.vi, text.title.en, text.text.vi, text.text.en);
  };
  if (const auto version = known()) return *version;
  transaction.send(kKeepText, text.name, text.title.vi, text.title.en, text.text.vi, text.text.en, act.now());
  return known().value();   // std::bad_optional_access: another text took the number at the same moment; the act is sent again
}

}  // namespace

std::string_view name(ConsentBy how) {
  constexpr std::string_view kNames[] = {"program", "link", "paper"};
  return kNames[static_cast<std::size_t>(how)];
}

std::int64_t agree(Moment& act, const ConsentText& text, AccountId account, ConsentBy how, std::string_view about) {
  db::Transaction& transaction = act;
  transaction.send(kEndOwn, act.now(), text.name, about, account);
  const Consent consent{.id = act.new_id<ConsentId>(), .text = std::string(text.name), .version = version_of(act, text), .account = account,
                        .recorded_by = {}, .how = how, .about = std::string(about), .given = act.now(), .withdrawn = {}};
  transaction.send(kInsert, kConsent.of(consent));
  return consent.version;
}

std::int64_t agree_on_paper(Moment& act, const ConsentText& text, AccountId officer, std::string_view about) {
  db::Transaction& transaction = act;
  const Consent consent{.id = act.new_id<ConsentId>(), .text = std::string(text.name), .version = version_of(act, text), .account = {},
                        .recorded_by = officer, .how = ConsentBy::paper, .about = std::string(about), .given = act.now(), .withdrawn = {}};
  transaction.send(kInsert, kConsent.of(consent));
  return consent.version;
}

void end_consents(db::Transaction& transaction, std::string_view text, std::string_view about, Instant now) {
  transaction.send(kEnd, now, text, about);
}
void end_consents_of(db::Transaction& transaction, AccountId account, Instant now) { transaction.send(kEndAll, now, account); }
void end_consents_of(db::Transaction& transaction, AccountId account, std::string_view text, Instant now) {
  transaction.send(kEndOfText, now, account, text);
}
void end_consent(db::Transaction& transaction, ConsentId id, Instant now) { transaction.send(kEndOne, now, id); }

std::vector<ShownConsent> consents_of(db::Reader& reader, AccountId account) { return reader.all(kShown, kOf, account); }
std::optional<Consent> find_consent(db::Reader& reader, ConsentId id) { return reader.first(kConsent, kFind, id); }

}  // namespace ocop::act
