#include <filesystem>

#include "kernel/base/text.h"
#include "modules/notices/tests/world.h"

namespace ocop::notices {
namespace {

class NoticesService : public NoticesTest {};
OCOP_ON_BOTH_ENGINES(NoticesService);

TEST_P(NoticesService, TellsEachPersonOnceHoweverOftenItIsNamed) {
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"},
       {.holders = {{Role::commune_officer, "08", "01090", {}}, {Role::provincial_body, "08", "", {}}},
        .accounts = {*province.account, *province.account}});
  EXPECT_EQ(service->unread(officer), 1);
  EXPECT_EQ(service->unread(province), 1);
  EXPECT_EQ(service->unread(maker), 0);
}

TEST_P(NoticesService, WhoDidItIsNotTold) {
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"}, {.accounts = {*maker.account, *officer.account}, .except = maker.account});
  EXPECT_EQ(service->unread(maker), 0);
  EXPECT_EQ(service->unread(officer), 1);
}

TEST_P(NoticesService, ANoticeIsOfTheInstantOfItsAct) {
  const Instant began = clock.now();
  ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
    clock.set({began.milliseconds + 1'000});   // the act takes its time
    service->tell(act, {"dossier.returned", {}, "/"}, {.accounts = {*maker.account}});
    clock.set(began);
    return {};
  }));
  EXPECT_EQ(told(maker).at(0).created, began);
}

TEST_P(NoticesService, ANoticeLivesAndDiesWithItsAct) {
  const auto refused = acts().run_without_account([&](act::Moment& act) -> Result<void> {
    service->tell(act, {"dossier.returned", {}, "/"}, {.accounts = {*maker.account}});
    return Error::of(ErrorKind::conflict);
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(service->unread(maker), 0);
}

TEST_P(NoticesService, ReadsItsOwnAlone) {
  tell_maker();
  EXPECT_TRUE(told(officer).empty());
  EXPECT_TRUE(told(Actor{}).empty());
  const auto rows = told(maker);
  ASSERT_EQ(rows.size(), 1u);
  const NoticeId id = rows[0].id;
  EXPECT_EQ(service->sentence(rows[0], Language::vi), "Chè Phìn Hồ (hồ sơ 12/HS) được trả lại để bổ sung.");
  EXPECT_EQ(service->sentence(rows[0], Language::en), "Chè Phìn Hồ (dossier 12/HS) was sent back for completion.");
  const auto foreign = service->open(officer, id);
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::not_found);
  EXPECT_EQ(service->unread(maker), 1);
  EXPECT_EQ(service->open(maker, id)->link, "/dossiers/1");
  EXPECT_EQ(service->unread(maker), 0);
  EXPECT_TRUE(service->open(maker, id));   // again changes nothing
}

TEST_P(NoticesService, ListsTheNewestFirstAndNarrowsByStateKindAndDay) {
  for (int i = 0; i < 3; ++i) {
    tell({i == 1 ? "old.kind" : "dossier.returned", {std::to_string(i), "x"}, "/"}, {.accounts = {*maker.account}});
    pass(1);
  }
  const auto numbers = [&](const std::vector<std::pair<std::string_view, lists::Value>>& words) {
    std::string out;
    for (const Notice& one : told(maker, words)) out += arguments_of(one)[0];
    return out;
  };
  EXPECT_EQ(numbers({}), "210");
  EXPECT_EQ(numbers({{"kind", std::string("old.kind")}}), "1");
  EXPECT_EQ(numbers({{"since", clock.now().milliseconds - 1}}), "2");
  ASSERT_TRUE(service->open(maker, told(maker).at(0).id));
  EXPECT_EQ(numbers({{"state", std::string("unread")}}), "10");
  EXPECT_EQ(numbers({{"state", std::string("read")}}), "2");
  EXPECT_EQ(*service->read_all(maker), 2);
  EXPECT_EQ(numbers({{"state", std::string("unread")}}), "");
}

TEST_P(NoticesService, AKindThatIsGoneStillHasItsLine) {
  tell({"old.kind", {"x"}, "/"}, {.accounts = {*maker.account}});
  EXPECT_EQ(service->sentence(told(maker).at(0), Language::vi), "old.kind");
}

// ---- letters

TEST_P(NoticesService, NobodyWithoutAnAddressGetsALetter) {
  tell_maker();
  EXPECT_TRUE(letters().empty());
}

TEST_P(NoticesService, AtOnceInThePersonsLanguageWithLinks) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  const auto sent = letters();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(member(sent[0], "to"), "htx@demo.ocop");
  EXPECT_EQ(member(sent[0], "name"), "Chị Mẩy");
  EXPECT_EQ(member(sent[0], "subject"), "Chè Phìn Hồ (hồ sơ 12/HS) được trả lại để bổ sung.");
  EXPECT_NE(member(sent[0], "text").find("https://ocop.example.vn/dossiers/1"), std::string::npos);
  EXPECT_TRUE(member(sent[0], "unsubscribe").starts_with("https://ocop.example.vn/notices/stop/"));
  ASSERT_TRUE(service->set_channels(maker, {.version = service->settings(maker)->person.version, .language = "en"}));
  tell_maker();
  EXPECT_NE(member(letters()[1], "text").find("https://ocop.example.vn/en/dossiers/1"), std::string::npos);
}

TEST_P(NoticesService, WhatWasReadMeanwhileIsNotSent) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  ASSERT_TRUE(service->read_all(maker));
  EXPECT_TRUE(letters().empty());
}

// One who had stopped letters, and confirmed an address again, was told "from now on notices are sent to …" and received none.
TEST_P(NoticesService, ConfirmingAnAddressAfterStoppingBeginsLettersAgain) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  ASSERT_TRUE(service->use_link(link_in(member(letters().back(), "unsubscribe"), "/notices/stop/"), Purpose::stop_mail));
  pass(1);
  ASSERT_TRUE(service->ask_address(maker, "moi@demo.ocop", Language::vi));
  ASSERT_TRUE(service->use_link(link_in(member(letters().back(), "text"), "/notices/confirm/"), Purpose::confirm_mail));
  const std::size_t before = letters().size();
  pass(1);
  tell_maker();
  EXPECT_EQ(letters().size(), before + 1);
  ASSERT_TRUE(service->use_link(link_in(member(letters().back(), "unsubscribe"), "/notices/stop/"), Purpose::stop_mail));
  vouch(maker, "moi@demo.ocop");
  tell_maker();
  EXPECT_EQ(letters().size(), before + 2);
}

// The choice of the moment when a notice was told went on deciding after its person had taken it back.
TEST_P(NoticesService, TheChoiceOfTheMomentOfSendingDecides) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  choose(maker, "dossier.returned", "page");
  EXPECT_TRUE(letters().empty());
  choose(maker, "dossier.returned", "mail");
  tell_maker();
  choose(maker, "dossier.returned", "digest");
  EXPECT_TRUE(letters().empty());
  clock.set(Instant::parse_iso("2026-11-26T00:30:00.000Z").value());   // the next morning, 07:30
  ASSERT_EQ(letters().size(), 1u);
  EXPECT_EQ(member(letters()[0], "subject"), "Ocop: 1 việc mới");
  tell_maker();
  choose(maker, "dossier.returned", "page");
  clock.set(Instant::parse_iso("2026-11-27T00:30:00.000Z").value());
  EXPECT_EQ(letters().size(), 1u);
}

TEST_P(NoticesService, ChoicesDecide) {
  vouch(maker, "htx@demo.ocop");
  choose(maker, "dossier.returned", "page");
  tell_maker();
  EXPECT_TRUE(letters().empty());
  const auto wrong =
      service->set_channels(maker, {.version = service->settings(maker)->person.version,
                                    .channels = {{"dossier.submitted", "mail"}, {"dossier.returned", "pigeon"}, {"no.kind", "mail"}}});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().problems.size(), 3u);   // not of his roles, no such channel, no such kind
  const auto stale = service->set_channels(maker, {.version = 99});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().kind, ErrorKind::conflict);
}

TEST_P(NoticesService, ADigestAtTheHourThatWasChosenOnWorkingDays) {
  vouch(officer, "xa@demo.ocop");
  ASSERT_TRUE(service->set_channels(officer, {.version = 1, .digest_hour = 8}));
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"}, {.accounts = {*officer.account}});
  tell({"dossier.submitted", {"13/HS"}, "/dossiers/2"}, {.accounts = {*officer.account}});
  EXPECT_TRUE(letters().empty());
  const auto at = [&](const char* iso) { clock.set(Instant::parse_iso(iso).value()); return letters(); };
  EXPECT_TRUE(at("2026-11-26T00:59:00.000Z").empty());     // Thursday, 07:59
  const auto sent = at("2026-11-26T01:01:00.000Z");         // 08:01
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(member(sent[0], "subject"), "Ocop: 2 việc mới");
  EXPECT_NE(member(sent[0], "text").find("Hồ sơ 12/HS đã nộp."), std::string::npos);
  EXPECT_NE(member(sent[0], "text").find("Hồ sơ 13/HS đã nộp."), std::string::npos);
  EXPECT_EQ(at("2026-11-27T02:00:00.000Z").size(), 1u);     // Friday: nothing new, no letter
  tell({"dossier.submitted", {"14/HS"}, "/dossiers/3"}, {.accounts = {*officer.account}});
  EXPECT_EQ(at("2026-11-29T02:00:00.000Z").size(), 1u);     // Sunday
  EXPECT_EQ(at("2026-11-30T01:30:00.000Z").size(), 2u);     // Monday
}

TEST_P(NoticesService, WhatWasReadMeanwhileIsNotInTheDigest) {
  vouch(officer, "xa@demo.ocop");
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"}, {.accounts = {*officer.account}});
  pass(1);
  tell({"dossier.submitted", {"13/HS"}, "/dossiers/2"}, {.accounts = {*officer.account}});
  ASSERT_TRUE(service->open(officer, told(officer).at(0).id));
  clock.set(Instant::parse_iso("2026-11-26T00:30:00.000Z").value());
  const auto sent = letters();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_NE(member(sent[0], "text").find("Hồ sơ 12/HS đã nộp."), std::string::npos);
  EXPECT_EQ(member(sent[0], "text").find("13/HS"), std::string::npos);
}

// The letter said "50 more" of 110: what was read of the table was capped, and the number came from what was read.
TEST_P(NoticesService, ALongDigestSaysExactlyHowManyMoreThereAre) {
  vouch(officer, "xa@demo.ocop");
  ASSERT_TRUE(acts().run_without_account([&](act::Moment& act) -> Result<void> {
    for (int i = 0; i < 160; ++i)
      service->tell(act, {"dossier.submitted", {std::to_string(i) + "/HS"}, "/dossiers/1"}, {.accounts = {*officer.account}});
    return {};
  }));
  clock.set(Instant::parse_iso("2026-11-26T00:30:00.000Z").value());
  const auto sent = letters();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(member(sent[0], "subject"), "Ocop: 160 việc mới");
  EXPECT_NE(member(sent[0], "text").find("Còn 110 việc nữa trên trang."), std::string::npos);
}

TEST_P(NoticesService, AProgramThatWasOffSendsTheDigestWhenItIsBack) {
  vouch(officer, "xa@demo.ocop");
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"}, {.accounts = {*officer.account}});
  clock.set(Instant::parse_iso("2026-12-02T09:30:00.000Z").value());   // a week later, in the afternoon
  EXPECT_EQ(letters().size(), 1u);
}

TEST_P(NoticesService, TheTelephoneThroughTheGateway) {
  ASSERT_TRUE(service->ask_phone(maker, "0912 345 678", Language::vi));
  const auto asked = waiting("mail.gateway");
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(member(asked[0], "to"), "+84912345678");
  const std::string text = link_in(member(asked[0], "url"), "/notices/confirm/");
  ASSERT_TRUE(service->use_link(text, Purpose::confirm_mail));
  // Confirming is agreeing, to the text on the page of the link; taken back, the number is gone.
  const auto consents = [&] { return database().read([&](db::Reader& reader) { return act::consents_of(reader, *maker.account); }); };
  ASSERT_EQ(consents().size(), 1u);
  EXPECT_EQ(consents()[0].consent.text, kConsentPhone);
  EXPECT_EQ(consents()[0].consent.how, act::ConsentBy::link);
  EXPECT_FALSE(consents()[0].consent.withdrawn);
  choose(maker, "dossier.returned", "phone");
  tell_maker();
  letters();
  const auto told = waiting("mail.gateway");
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(member(told[1], "text"), "Ocop: Chè Phìn Hồ (hồ sơ 12/HS) được trả lại để bổ sung.");
  EXPECT_EQ(member(told[1], "kind"), "dossier.returned");
  ASSERT_TRUE(service->forget(maker));
  EXPECT_TRUE(consents()[0].consent.withdrawn);
}

// docs/formats/gateway.md promises at most 300 characters; a long name made more.
TEST_P(NoticesService, AMessageToATelephoneIsNoLongerThanPromised) {
  ASSERT_TRUE(service->ask_phone(maker, "0912 345 678", Language::vi));
  ASSERT_TRUE(service->use_link(link_in(member(waiting("mail.gateway").back(), "url"), "/notices/confirm/"), Purpose::confirm_mail));
  choose(maker, "dossier.returned", "phone");
  std::string name;
  for (int i = 0; i < 300; ++i) name += "Đ";
  pass(1);
  tell({"dossier.returned", {name, "12/HS"}, "/dossiers/1"}, {.accounts = {*maker.account}});
  letters();
  const std::string said = member(waiting("mail.gateway").back(), "text");
  EXPECT_EQ(text::characters(said), 300u);
  EXPECT_TRUE(said.starts_with("Ocop: ĐĐĐ"));
  EXPECT_TRUE(said.ends_with("Đ…"));
}

// ---- an account that is no longer active

TEST_P(NoticesService, AnInactiveAccountIsToldNothing) {
  identity.inactive.push_back(*maker.account);
  tell_maker();
  EXPECT_EQ(service->unread(maker), 0);
}

TEST_P(NoticesService, AnInactiveAccountIsSentNothing) {
  vouch(maker, "htx@demo.ocop");
  vouch(officer, "xa@demo.ocop");
  tell_maker();
  tell({"dossier.submitted", {"12/HS"}, "/dossiers/1"}, {.accounts = {*officer.account}});
  identity.inactive = {*maker.account, *officer.account};   // between the notice and its letter
  EXPECT_TRUE(letters().empty());
  clock.set(Instant::parse_iso("2026-11-26T00:30:00.000Z").value());   // the hour of the digest
  EXPECT_TRUE(letters().empty());
}

TEST_P(NoticesService, WithinADayNothingIsKeptOfHowAnInactiveAccountWasTold) {
  static constexpr db::Statement kKept{
      "test.kept",
      "SELECT (SELECT count(*) FROM notices_person) + (SELECT count(*) FROM notices_choice)"
      " + (SELECT count(*) FROM notices_link WHERE ended IS NULL) + (SELECT count(*) FROM jobs_job WHERE payload LIKE '%htx@demo%')"};
  vouch(maker, "htx@demo.ocop");
  choose(maker, "dossier.returned", "mail");
  tell_maker();
  ASSERT_EQ(letters().size(), 1u);   // it waits: the mail server is away
  EXPECT_EQ(count(kKept), 4);        // person, choice, the link that stops letters, the letter
  identity.inactive = {*maker.account};
  vouch(officer, "xa@demo.ocop");
  clock.set({clock.now().milliseconds + 86'400'000});
  letters();
  EXPECT_EQ(count(kKept), 1);        // the officer's
  EXPECT_EQ(service->settings(officer)->person.address, "xa@demo.ocop");
}

// ---- links that need no sign-in

TEST_P(NoticesService, AnAddressCountsFromItsConfirmationOn) {
  ASSERT_TRUE(service->ask_address(maker, " Htx@Demo.Ocop ", Language::vi));
  EXPECT_TRUE(service->settings(maker)->person.address.empty());
  EXPECT_EQ(service->settings(maker)->waiting_address, "Htx@demo.ocop");
  const auto sent = letters();
  ASSERT_EQ(sent.size(), 1u);
  const std::string text = link_in(member(sent[0], "text"), "/notices/confirm/");
  EXPECT_EQ(text.size(), 64u);
  EXPECT_EQ(service->look_at_link(text, Purpose::confirm_mail)->masked, "H…@demo.ocop");
  EXPECT_TRUE(service->settings(maker)->person.address.empty());   // looking changes nothing
  ASSERT_TRUE(service->use_link(text, Purpose::confirm_mail));
  EXPECT_EQ(service->settings(maker)->person.address, "Htx@demo.ocop");
  const auto again = service->use_link(text, Purpose::confirm_mail);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::gone);
}

TEST_P(NoticesService, OnlyTheNewestConfirmationIsGoodAndOnlyAFewADay) {
  ASSERT_TRUE(service->ask_address(maker, "first@demo.ocop", Language::vi));
  const std::string first = link_in(member(letters()[0], "text"), "/notices/confirm/");
  ASSERT_TRUE(service->ask_address(maker, "second@demo.ocop", Language::vi));
  EXPECT_FALSE(service->use_link(first, Purpose::confirm_mail));
  for (int i = 2; i < rules::kConfirmationsADay; ++i) EXPECT_TRUE(service->ask_address(maker, "x@demo.ocop", Language::vi));
  const auto refused = service->ask_address(maker, "x@demo.ocop", Language::vi);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::too_many_requests);
  clock.set({clock.now().milliseconds + 86'400'001});
  EXPECT_TRUE(service->ask_address(maker, "x@demo.ocop", Language::vi));
}

TEST_P(NoticesService, AConfirmationEndsAfterThreeDaysOrWhenTakenBack) {
  ASSERT_TRUE(service->ask_address(maker, "htx@demo.ocop", Language::vi));
  const std::string text = link_in(member(letters()[0], "text"), "/notices/confirm/");
  const auto links = service->settings(maker)->links;
  ASSERT_EQ(links.size(), 1u);
  const auto foreign = service->end_link(officer, links[0].id);
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::not_found);
  EXPECT_TRUE(service->look_at_link(text, Purpose::confirm_mail));
  ASSERT_TRUE(service->end_link(maker, links[0].id));
  EXPECT_FALSE(service->use_link(text, Purpose::confirm_mail));
  EXPECT_TRUE(service->settings(maker)->links.empty());
  ASSERT_TRUE(service->ask_address(maker, "htx@demo.ocop", Language::vi));
  const std::string second = link_in(member(letters()[1], "text"), "/notices/confirm/");
  clock.set({clock.now().milliseconds + rules::kConfirmationLife});
  const auto late = service->use_link(second, Purpose::confirm_mail);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::gone);
}

// An address that nobody confirmed stayed in the row for 400 days.
TEST_P(NoticesService, AnAddressThatNobodyConfirmedIsForgottenWithinADay) {
  static constexpr db::Statement kSubjects{"test.subjects", "SELECT count(*) FROM notices_link WHERE subject <> ''"};
  ASSERT_TRUE(service->ask_address(maker, "khong-phai@demo.ocop", Language::vi));
  clock.set({clock.now().milliseconds + 86'400'000});
  letters();
  EXPECT_EQ(count(kSubjects), 1);   // the link is still good
  clock.set({clock.now().milliseconds + rules::kConfirmationLife});
  letters();
  EXPECT_EQ(count(kSubjects), 0);
}

TEST_P(NoticesService, StoppingNeedsNoSignInAndMayBePressedTwice) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  const std::string text = link_in(member(letters()[0], "unsubscribe"), "/notices/stop/");
  EXPECT_FALSE(service->use_link(text, Purpose::confirm_mail));   // one purpose
  ASSERT_TRUE(service->use_link(text, Purpose::stop_mail));
  ASSERT_TRUE(service->use_link(text, Purpose::stop_mail));
  tell_maker();
  EXPECT_EQ(letters().size(), 1u);
  choose(maker, "dossier.returned", "mail");   // choosing anew begins again
  tell_maker();
  EXPECT_EQ(letters().size(), 2u);
}

TEST_P(NoticesService, ForgettingTakesEverythingAway) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  const std::string stop = link_in(member(letters()[0], "unsubscribe"), "/notices/stop/");
  ASSERT_TRUE(service->forget(maker));
  EXPECT_TRUE(waiting("mail.send").empty());
  EXPECT_TRUE(service->settings(maker)->person.address.empty());
  EXPECT_FALSE(service->use_link(stop, Purpose::stop_mail));
  static constexpr db::Statement kAnywhere{
      "test.anywhere",
      "SELECT (SELECT count(*) FROM jobs_job WHERE payload LIKE '%htx@demo%') + (SELECT count(*) FROM notices_person WHERE address LIKE "
      "'%htx@demo%')"
      " + (SELECT count(*) FROM notices_link WHERE subject LIKE '%htx@demo%')"};
  EXPECT_EQ(database().read([](db::Reader& reader) { return reader.first(db::value<std::int64_t>, kAnywhere).value(); }), 0);
}

TEST_P(NoticesService, TheWholeWayIntoAFile) {
  vouch(maker, "htx@demo.ocop");
  tell_maker();
  work();
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST_P(NoticesService, OldNoticesAreClearedAway) {
  tell_maker();
  clock.set({clock.now().milliseconds + 401 * 86'400'000LL});
  work();
  EXPECT_EQ(service->unread(maker), 0);
}

}  // namespace
}  // namespace ocop::notices
