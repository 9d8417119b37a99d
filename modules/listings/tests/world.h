#pragma once
#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "modules/listings/api.h"
#include "modules/listings/lists.h"
#include "modules/listings/pages.h"
#include "modules/listings/service.h"
#include "modules/listings/store.h"
#include "modules/notices/tests/fake_notices.h"
#include "modules/places/tests/fake_places.h"
#include "modules/products/tests/fake_starred.h"
#include "tests/support/desk.h"
#include "tests/support/test_database.h"

namespace ocop::listings {

// An attempt of the queue that goes on until it has been asked so often.
class Bare final : public jobs::Attempt {
 public:
  explicit Bare(Instant now, int asks = 1'000'000) : now_(now), left_(asks) {}
  jobs::JobId id() const override { return {}; }
  std::string_view payload() const override { return "{}"; }
  int number() const override { return 1; }
  Instant now() const override { return now_; }
  bool keep_going() const override { return left_-- > 0; }
  bool progress(const jobs::Progress&) override { return keep_going(); }
  jobs::Outcome finish(const std::function<Result<void>(db::Transaction&)>&) override { return jobs::Outcome::done(); }

 private:
  Instant now_;
  mutable int left_;
};

// A cooperative of Lâm Đồng with a product, another maker's product, their officials, and platforms that answer what a test says.
class ListingsWorld : public test::DatabaseTest {
 protected:
  std::vector<db::Migration> migrations() override {
    auto all = listings::migrations();
    for (const auto& more : {act::migrations(), idempotency::migrations(), tlog::migrations()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    ours_.uuid.bytes[0] = 0x11;
    theirs_.uuid.bytes[0] = 0x22;
    products_.rows.push_back(product(1, ours_, "Khẩu sli Nà Giàng", "KHAUSL11"));
    products_.rows.push_back(product(2, theirs_, "Miến dong", "M1ENDONG"));
    begin();
    desk_.people.add("member", Grant{Role::producer_member, "", "", ours_});
    desk_.people.add("helper", Grant{Role::helper, "", "", ours_, Tasks().add(Task::products)});
    desk_.people.add("clerk", Grant{Role::helper, "", "", ours_, Tasks().add(Task::papers)});
    desk_.people.add("stranger", Grant{Role::producer_member, "", "", theirs_});
    desk_.people.add("commune", Grant{Role::commune_officer, "68", "24988", {}});
    desk_.people.add("neighbour", Grant{Role::commune_officer, "68", "24991", {}});
    desk_.people.add("province", Grant{Role::provincial_body, "68", "", {}});
    desk_.people.add("elsewhere", Grant{Role::provincial_body, "86", "", {}});
    desk_.people.add("ministry", Grant{Role::ministry, "", "", {}});
    add_api(desk_.router, *service_);
    add_lists(desk_.router, {database(), desk_.site, desk_.offers}, *service_);
    add_pages(desk_.router, *service_, desk_.site);
  }
  void TearDown() override {
    service_.reset();
    DatabaseTest::TearDown();
  }
  void begin(manifest::Asking asking = manifest::Asking::platforms) {
    service_.emplace(Service::Parts{database(), clock_, random_, products_, starred_, places_, notices_, asking,
                                    [this](const fetch::Get& request, const fetch::GoOn&) { return answer(request); },
                                    [this](std::chrono::milliseconds rest) { rested_ += rest; }});
  }
  // Four stars of a certificate that holds until the end of 2028.
  static products::Product product(std::uint8_t n, ProducerId producer, std::string name, std::string code) {
    products::Product out;
    out.id.uuid.bytes[15] = n;
    out.producer = producer;
    out.name = std::move(name);
    out.code = std::move(code);
    out.province = "68";
    out.commune = "24988";
    out.standing = {.basis = products::Standing::Basis::certificate, .stars = 4, .valid_until = *Date::of(2028, 12, 31)};
    return out;
  }
  const Actor& who(std::string_view key) const { return desk_.people[key]; }
  ListingId added(const std::string& link, std::string_view by = "member", std::string_view code = kCode) {
    const auto made = service_->add(who(by), code, {link, {}}, {});
    EXPECT_TRUE(made) << link;
    return made ? made->id : ListingId{};
  }
  Listing now(ListingId id) {
    return database().read([&](db::Reader& reader) { return store::find(reader, id).value(); });
  }
  Standing stands(ListingId id) { return rules::standing(now(id), service_->today()); }
  void pass(int days) { clock_.set({clock_.now().milliseconds + days * 24LL * 60 * 60 * 1'000}); }
  jobs::Outcome::End check(int asks = 1'000'000) {
    Bare attempt(clock_.now(), asks);
    return service_->check(attempt).end;
  }
  // What a platform answers is taken from the front; the last one stays.
  void will_answer(const std::string& url, std::initializer_list<fetch::Answer> answers) { answers_[url] = answers; }
  Result<fetch::Answer> answer(const fetch::Get& request) {
    asked_.push_back(request.url);
    rested_before_.push_back(rested_);
    const auto at = answers_.find(request.url);
    if (at == answers_.end()) return Error::of(ErrorKind::storage_unavailable, "Could not resolve host");
    const fetch::Answer out = at->second.front();
    if (at->second.size() > 1) at->second.pop_front();
    return out;
  }
  static std::string path(ListingId id, std::string_view act) { return "/products/KHAUSL11/listings/" + id.text() + std::string(act); }

  static constexpr std::string_view kCode = "KHAUSL11";
  static constexpr const char* kTiki = "https://tiki.vn/khau-sli-p1.html";
  FixedClock clock_{Instant::parse_iso("2026-11-27T02:00:00.000Z").value()};
  SeededRandom random_{8};
  ProducerId ours_, theirs_;
  products::FakeProducts products_;
  products::FakeStarred starred_{products_};
  places::FakePlaces places_;
  notices::FakeNotices notices_;
  std::map<std::string, std::deque<fetch::Answer>> answers_;
  std::vector<std::string> asked_;
  std::chrono::milliseconds rested_{0};
  std::vector<std::chrono::milliseconds> rested_before_;
  std::optional<Service> service_;
  test::Desk desk_{clock_, random_};
};

}  // namespace ocop::listings
